package io.jitsioperator.world;

import java.time.Instant;
import java.util.Optional;

/**
 * What one bridge says of itself over its private REST API (Jitsi contracts §3.2, §3.6).
 *
 * @param podUid the pod that was asked; answers of an earlier pod are never carried over
 * @param stats {@code /colibri/stats}
 * @param emptySince when the unbroken row of answers with no local endpoint, by one process, began;
 *     empty when the last answer was not zero, or was no answer
 */
public record BridgeReport(String podUid, Answer<Stats> stats, Optional<Instant> emptySince) {

  /** Nothing is known of that pod yet. */
  public static BridgeReport unasked(String podUid) {
    return new BridgeReport(podUid, new Answer.NotAsked<>(), Optional.empty());
  }

  /**
   * What a plan needs of {@code /colibri/stats}.
   *
   * @param localEndpoints participants that are connected to this very bridge, ≥ 0
   * @param conferences on this bridge, ≥ 0
   * @param stress ≥ 0; 1 = at the threshold of its load
   * @param version with the release, as Jicofo compares it
   * @param mucsConfigured breweries that it shall be in, ≥ 0
   * @param mucsJoined breweries that it is in, ≥ 0
   */
  public record Stats(
      int localEndpoints,
      int conferences,
      double stress,
      boolean drain,
      boolean gracefulShutdown,
      boolean shuttingDown,
      boolean healthy,
      String version,
      int mucsConfigured,
      int mucsJoined) {}
}
