package io.jitsioperator.testbed.network;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection, as NetworkPolicies know it.
 *
 * @param name for sentences
 * @param namespace absent for a peer outside the cluster
 * @param namespaceLabels empty for a peer outside the cluster
 * @param podLabels empty for a peer outside the cluster
 * @param ip its address
 * @param ports port numbers by "protocol/name", for policies that name ports; empty for a peer that
 *     is only ever a source
 */
public record Peer(
    String name,
    @Nullable String namespace,
    Map<String, String> namespaceLabels,
    Map<String, String> podLabels,
    String ip,
    Map<String, Integer> ports) {

  public Peer {
    namespaceLabels = Map.copyOf(namespaceLabels);
    podLabels = Map.copyOf(podLabels);
    ports = Map.copyOf(ports);
  }

  /** Anything that is no pod of this cluster. */
  public static Peer outside(String name, String ip) {
    return new Peer(name, null, Map.of(), Map.of(), ip, Map.of());
  }

  /** A pod of which only labels matter: as a source, or as a target of numbered ports. */
  public static Peer pod(
      String name,
      String namespace,
      Map<String, String> namespaceLabels,
      Map<String, String> podLabels,
      String ip) {
    return new Peer(name, namespace, namespaceLabels, podLabels, ip, Map.of());
  }

  /**
   * A pod with the ports that its containers name.
   *
   * @param namespaceLabels labels of its namespace
   */
  public static Peer of(Pod pod, Map<String, String> namespaceLabels) {
    @Nullable String ip = pod.getStatus() == null ? null : pod.getStatus().getPodIP();
    return new Peer(
        "pod " + pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName(),
        pod.getMetadata().getNamespace(),
        namespaceLabels,
        Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.of()),
        Objects.requireNonNullElse(ip, ""),
        namedPorts(pod));
  }

  /** The number of a named port, if a container names it so for this protocol. */
  Optional<Integer> port(String protocol, String name) {
    return Optional.ofNullable(ports.get(protocol + "/" + name));
  }

  private static Map<String, Integer> namedPorts(Pod pod) {
    Map<String, Integer> all = new LinkedHashMap<>();
    for (Container container : pod.getSpec().getContainers()) {
      for (ContainerPort port : container.getPorts()) {
        if (port.getName() != null) {
          String protocol = Objects.requireNonNullElse(port.getProtocol(), "TCP");
          all.putIfAbsent(protocol + "/" + port.getName(), port.getContainerPort());
        }
      }
    }
    return all;
  }
}
