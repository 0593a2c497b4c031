package io.jitsioperator.testbed.network;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.jitsioperator.testbed.view.View;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The one network of a testbed: cluster DNS, what kube-proxy does with Services, and the
 * enforcement of NetworkPolicies, all evaluated anew from the objects at every question. TCP only.
 */
public final class Network {

  /** Whom a pod asks for names: egress policies must allow it, or no name resolves. */
  private static final String DNS_NAMESPACE = "kube-system";

  private final View view;
  private final String domain;

  /**
   * A network over a view.
   *
   * @param domain of the cluster, {@code cluster.local} nearly everywhere
   */
  public Network(View view, String domain) {
    this.view = view;
    this.domain = domain;
  }

  /** The network as a pod sees it; every question uses the pod's labels of that moment. */
  public PodNetwork forPod(String namespace, String name) {
    return (host, port) -> {
      Pod pod =
          view.get(Pod.class, namespace, name)
              .orElseThrow(() -> new IOException("no pod " + namespace + "/" + name));
      return resolve(peer(pod), host, port);
    };
  }

  /**
   * The network as somebody else sees it who can resolve the cluster's names: an ingress
   * controller, a monitoring system.
   */
  public PodNetwork forPeer(Peer from) {
    return (host, port) -> resolve(from, host, port);
  }

  /** All policies of the cluster as they are now. */
  public Policies policies() {
    return new Policies(view.all(NetworkPolicy.class));
  }

  private InetSocketAddress resolve(Peer from, String host, int port) throws IOException {
    if (literal(host)) {
      return toAddress(from, host, port);
    }
    askDns(from, host);
    String namespace = Objects.requireNonNullElse(from.namespace(), "default");
    for (ServiceName each : ServiceName.candidates(host, namespace, domain)) {
      Optional<Service> service = view.get(Service.class, each.namespace(), each.service());
      if (service.isPresent()) {
        return toService(from, service.get(), each.host(), port);
      }
    }
    throw new UnknownHostException(
        "no Service stands behind the name " + host + " as seen from namespace " + namespace);
  }

  private InetSocketAddress toAddress(Peer from, String ip, int port) throws IOException {
    for (Service service : view.all(Service.class)) {
      if (ip.equals(service.getSpec().getClusterIP())) {
        return toService(from, service, null, port);
      }
    }
    Optional<Pod> pod =
        view.all(Pod.class).stream().filter(each -> ip.equals(ip(each))).findFirst();
    Peer to = pod.map(this::peer).orElseGet(() -> Peer.outside(ip, ip));
    return connect(from, to, port);
  }

  private InetSocketAddress toService(Peer from, Service service, @Nullable String host, int port)
      throws IOException {
    boolean headless = "None".equals(service.getSpec().getClusterIP());
    if (host != null && !headless) {
      throw new UnknownHostException(name(service) + " is not headless: it has no pod names");
    }
    Endpoints endpoints = new Endpoints(view, service);
    List<Pod> pods =
        endpoints.pods().stream().filter(each -> host == null || named(each, host)).toList();
    if (pods.isEmpty()) {
      throw headless
          ? new UnknownHostException(endpoints.whyNone(host))
          : new ConnectException(endpoints.whyNone(host));
    }
    Pod pod = pods.get(ThreadLocalRandom.current().nextInt(pods.size()));
    Peer to = peer(pod);
    // A headless name is answered with pod addresses: the port is not translated.
    return connect(from, to, headless ? port : target(service, to, port));
  }

  private static int target(Service service, Peer to, int port) throws ConnectException {
    for (ServicePort each : service.getSpec().getPorts()) {
      boolean tcp = Objects.requireNonNullElse(each.getProtocol(), "TCP").equals("TCP");
      if (tcp && each.getPort() == port) {
        @Nullable IntOrString target = each.getTargetPort();
        if (target == null) {
          return port;
        }
        if (target.getStrVal() == null) {
          return target.getIntVal();
        }
        return to.port("TCP", target.getStrVal())
            .orElseThrow(
                () ->
                    new ConnectException(
                        to.name()
                            + " has no TCP port named "
                            + target.getStrVal()
                            + ", which "
                            + name(service)
                            + " wants for "
                            + port));
      }
    }
    throw new ConnectException(name(service) + " has no TCP port " + port);
  }

  private InetSocketAddress connect(Peer from, Peer to, int port) throws IOException {
    Verdict verdict = policies().allows(from, to, "TCP", port);
    if (!verdict.allowed()) {
      throw new ConnectException(verdict.why());
    }
    return new InetSocketAddress(InetAddress.ofLiteral(to.ip()), port);
  }

  private void askDns(Peer from, String host) throws UnknownHostException {
    Peer dns =
        Peer.pod(
            "cluster DNS", DNS_NAMESPACE, labels(DNS_NAMESPACE), Map.of("k8s-app", "kube-dns"), "");
    Verdict verdict = policies().allows(from, dns, "UDP", 53);
    if (!verdict.allowed()) {
      throw new UnknownHostException("cannot resolve " + host + ": " + verdict.why());
    }
  }

  private Peer peer(Pod pod) {
    return Peer.of(pod, labels(pod.getMetadata().getNamespace()));
  }

  private Map<String, String> labels(String namespace) {
    return view.get(Namespace.class, null, namespace)
        .map(each -> each.getMetadata().getLabels())
        .orElse(Map.of());
  }

  private static boolean named(Pod pod, String host) {
    return host.equals(pod.getSpec().getHostname());
  }

  private static boolean literal(String host) {
    return host.matches("[0-9.]+") || host.contains(":");
  }

  private static String ip(Pod pod) {
    @Nullable String ip = pod.getStatus().getPodIP();
    return Endpoints.over(pod) || ip == null ? "" : ip;
  }

  private static String name(Service service) {
    return "Service "
        + service.getMetadata().getNamespace()
        + "/"
        + service.getMetadata().getName();
  }
}
