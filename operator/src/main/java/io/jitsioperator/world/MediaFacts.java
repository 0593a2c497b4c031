package io.jitsioperator.world;

import java.util.List;
import java.util.Map;

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
    List<Integer> portsOfOthers) {

  public MediaFacts {
    refusals = List.copyOf(refusals);
    hostNames = Map.copyOf(hostNames);
    portsOfOthers = List.copyOf(portsOfOthers);
  }

  /** Nothing is known. */
  public static MediaFacts none() {
    return new MediaFacts(List.of(), Map.of(), List.of());
  }

  /** The addresses behind that name. */
  public Lookup<List<String>> addresses(String hostName) {
    return hostNames.getOrDefault(hostName, new Lookup.Unknown<>("not asked yet"));
  }
}
