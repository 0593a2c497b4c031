package io.jitsioperator.settings;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What the person who installed the operator decided.
 *
 * @param namespaces watched namespaces; empty = all
 * @param clusterDomain DNS domain of the cluster, without dots at its ends
 * @param ownNamespace where the operator itself runs
 * @param ownPodLabels labels by which NetworkPolicies recognise the operator's pods; not empty
 * @param identity name of this replica in the leader election
 * @param leaderElection whether only the holder of the Lease reconciles
 * @param port of /metrics, /livez and /readyz, 0 = any free one
 * @param pollInterval between two looks at Jitsi's own reports, 1 s – 60 s
 * @param resyncInterval after which a resource is planned again even if nothing happened, 10 s – 1
 *     h
 */
public record Settings(
    Set<String> namespaces,
    String clusterDomain,
    String ownNamespace,
    Map<String, String> ownPodLabels,
    String identity,
    boolean leaderElection,
    int port,
    Duration pollInterval,
    Duration resyncInterval) {

  public Settings {
    namespaces = Set.copyOf(namespaces);
    ownPodLabels = Map.copyOf(ownPodLabels);
  }

  /**
   * Reads the settings from variables (see {@link Variable} for their names and defaults).
   *
   * @param variables by name; other programs' variables are ignored
   * @param hostName identity of this replica when {@code POD_NAME} is absent
   * @throws InvalidSettings with one sentence per wrong variable, all of them at once
   */
  public static Settings parse(Map<String, String> variables, String hostName) {
    return new SettingsParser(variables).parse(hostName);
  }
}
