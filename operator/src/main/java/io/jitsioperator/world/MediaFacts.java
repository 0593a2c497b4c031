package io.jitsioperator.world;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of ports and addresses beyond the objects of a pool.
 *
 * @param refusals ports of the nodes that a Service could not have
 * @param hostNames addresses behind the names that a provider gave to Services
 * @param portsOfOthers UDP ports of nodes that bridges of other pools hold, one for each bridge
 */
public record MediaFacts(
    List<PortRefusal> refusals,
    Map<String, Lookup<List<String>>> hostNames,
    List<HeldPort> portsOfOthers) {

  public MediaFacts {
    refusals = List.copyOf(refusals);
    hostNames = Map.copyOf(hostNames);
    portsOfOthers = List.copyOf(portsOfOthers);
  }

  /**
   * One bridge of another pool.
   *
   * @param port of its node, or of the node that it waits for
   * @param node on which it is; empty while no node has taken it
   */
  public record HeldPort(int port, Optional<String> node) {}

  /** Nothing is known. */
  public static MediaFacts none() {
    return new MediaFacts(List.of(), Map.of(), List.of());
  }

  /** The addresses behind that name. */
  public Lookup<List<String>> addresses(String hostName) {
    return hostNames.getOrDefault(hostName, new Lookup.Unknown<>("not asked yet"));
  }
}
