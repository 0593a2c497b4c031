package io.jitsioperator.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.ShardWorld.Obstacle;
import java.util.Optional;

/** Sorts what the API server refuses: what a person must mend, and what time may mend. */
final class Refusal {

  private Refusal() {}

  /**
   * The obstacle for the user, with the API server's own sentence; empty if a later try may succeed
   * (conflict, too many requests, server error, no answer at all).
   */
  static Optional<Obstacle> of(ObjectRef ref, KubernetesClientException e) {
    return switch (e.getCode()) {
      case 400, 405, 413, 422 -> Optional.of(obstacle(ref, rejectedBy(sentence(e)), e));
      case 403 -> Optional.of(obstacle(ref, forbidden(sentence(e)), e));
      case 404 -> Optional.of(obstacle(ref, "NotFound", e));
      default -> Optional.empty();
    };
  }

  /** Whether asking anything else right now is pointless too. */
  static boolean isOutage(KubernetesClientException e) {
    return e.getCode() <= 0
        || e.getCode() == 401
        || e.getCode() == 429
        || e.getCode() == 503
        || e.getCode() == 504;
  }

  static String sentence(KubernetesClientException e) {
    var status = e.getStatus();
    var said = status == null ? null : status.getMessage();
    var message = said == null ? e.getMessage() : said;
    return message == null ? "HTTP " + e.getCode() : message;
  }

  private static Obstacle obstacle(ObjectRef ref, String reason, KubernetesClientException e) {
    return new Obstacle(ref, reason, sentence(e));
  }

  private static String forbidden(String sentence) {
    if (sentence.contains("exceeded quota")) {
      return "QuotaExceeded";
    }
    if (sentence.contains("being terminated")) {
      return "NamespaceTerminating";
    }
    return sentence.contains("denied") || sentence.contains("violates PodSecurity")
        ? "AdmissionDenied"
        : "Forbidden";
  }

  private static String rejectedBy(String sentence) {
    return sentence.contains("denied") ? "AdmissionDenied" : "Invalid";
  }
}
