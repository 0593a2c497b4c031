package io.jitsioperator.world;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What one Jicofo says of itself over its REST API (Jitsi contracts: jitsi/jicofo
 * ktor/Application.kt@a595d0bc5).
 *
 * @param podUid the pod that was asked; answers of an earlier pod are never carried over
 * @param version {@code /about/version}
 * @param stats {@code /stats}
 * @param health {@code /about/health}
 * @param components {@code /debug}
 * @param bridges occupant names of the bridges that it knows, from {@code /debug}; at most half a
 *     minute old while it answers
 * @param idleSince when the unbroken row of {@code /stats} answers with zero conferences began;
 *     empty when the last answer was not zero, or was no answer
 * @param runsSince when the unbroken row of {@code /stats} answers of one process began, as far as
 *     we heard it; empty when the last answer was none. The image restarts a Jicofo that crashed
 *     inside its container, which Kubernetes does not see
 */
public record JicofoReport(
    String podUid,
    Answer<String> version,
    Answer<Stats> stats,
    Answer<Health> health,
    Answer<Components> components,
    Answer<Set<String>> bridges,
    Optional<Instant> idleSince,
    Optional<Instant> runsSince) {

  /** Nothing is known of that pod yet. */
  public static JicofoReport unasked(String podUid) {
    return new JicofoReport(
        podUid,
        new Answer.NotAsked<>(),
        new Answer.NotAsked<>(),
        new Answer.NotAsked<>(),
        new Answer.NotAsked<>(),
        new Answer.NotAsked<>(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Counts from {@code /stats}; all ≥ 0.
   *
   * @param conferencesCreated since the process began; it never falls while one process lives
   */
  public record Stats(
      int conferences,
      int conferencesCreated,
      int participants,
      int bridges,
      int operationalBridges,
      int bridgesInShutdown,
      int lostBridges) {}

  /**
   * {@code /about/health}: HTTP status and body. 500 with "No operational bridges" is the normal
   * answer of a shard without bridges; 404 means that health checks are off.
   */
  public record Health(int status, String message) {}

  /**
   * Components of the main Prosody that Jicofo has discovered after its login there, from {@code
   * /debug}: empty until then, and for ever when their features are off.
   */
  public record Components(Optional<String> avModeration, Optional<String> breakout) {}
}
