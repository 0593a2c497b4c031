package io.jitsioperator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.ShardWorld.Obstacle;
import java.util.List;
import java.util.Optional;

/** Sorts what the API server refuses: what a person must mend, and what time may mend. */
final class Refusal {

  /** The API server's own word (k8s.io/api/core/v1, NamespaceTerminatingCause). */
  private static final String NAMESPACE_TERMINATING = "NamespaceTerminating";

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

  /** Whether nothing can be made in a namespace any more, because it is being deleted. */
  static boolean isOfEndingNamespace(KubernetesClientException e) {
    return e.getCode() == 403
        && details(e).flatMap(details -> Optional.ofNullable(details.getCauses())).stream()
            .flatMap(List::stream)
            .anyMatch(cause -> NAMESPACE_TERMINATING.equals(cause.getReason()));
  }

  /** Whether that object is not there; not: whether the API server does not know its kind. */
  static boolean isGone(HasMetadata object, KubernetesClientException e) {
    return e.getCode() == 404
        && details(e)
            .filter(details -> object.getMetadata().getName().equals(details.getName()))
            .isPresent();
  }

  private static Optional<StatusDetails> details(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus()).map(Status::getDetails);
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
      return NAMESPACE_TERMINATING;
    }
    return sentence.contains("denied") || sentence.contains("violates PodSecurity")
        ? "AdmissionDenied"
        : "Forbidden";
  }

  private static String rejectedBy(String sentence) {
    return sentence.contains("denied") ? "AdmissionDenied" : "Invalid";
  }
}
