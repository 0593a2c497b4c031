package io.jitsioperator.plan.kube;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;

/**
 * A TCP port in the forms that Kubernetes has for it, the protocol always written out, because the
 * API server writes it too.
 *
 * @param name name of the port
 * @param number 1 – 65535
 */
public record Tcp(String name, int number) {

  private static final String PROTOCOL = "TCP";

  public ContainerPort ofContainer() {
    return new ContainerPortBuilder()
        .withName(name)
        .withContainerPort(number)
        .withProtocol(PROTOCOL)
        .build();
  }

  /** A Service port with the same number. */
  public ServicePort ofService() {
    return ofService(number);
  }

  /** A Service port with another number. */
  public ServicePort ofService(int port) {
    return new ServicePortBuilder()
        .withName(name)
        .withPort(port)
        .withTargetPort(new IntOrString(number))
        .withProtocol(PROTOCOL)
        .build();
  }

  public NetworkPolicyPort ofPolicy() {
    return new NetworkPolicyPortBuilder()
        .withPort(new IntOrString(number))
        .withProtocol(PROTOCOL)
        .build();
  }

  /** Whether anybody listens. */
  public Probe listens() {
    return new ProbeBuilder()
        .withNewTcpSocket()
        .withPort(new IntOrString(number))
        .endTcpSocket()
        .build();
  }

  /** Whether a GET of the path is answered with 200 – 399. */
  public Probe answers(String path) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath(path)
        .withPort(new IntOrString(number))
        .withScheme("HTTP")
        .endHttpGet()
        .build();
  }
}
