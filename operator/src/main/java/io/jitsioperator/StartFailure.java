package io.jitsioperator;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URL;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why the operator cannot start, and what to do. */
final class StartFailure {

  private StartFailure() {}

  /**
   * A sentence for the log.
   *
   * @param failure whatever was thrown; the API server's word counts wherever it is among the
   *     causes
   * @param server that was asked
   */
  static String sentence(Throwable failure, URL server) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof KubernetesClientException refused) {
        return sentence(refused, server);
      }
    }
    return "The operator could not start: " + failure.getMessage();
  }

  private static String sentence(KubernetesClientException refused, URL server) {
    var said = said(refused);
    return switch (refused.getCode()) {
      case 401 ->
          ("The API server at %s does not accept the operator's token: %s. Check its service"
                  + " account, or the kubeconfig that it is started with.")
              .formatted(server, said);
      case 403 ->
          ("A right is missing: %s. With Helm, set rbac.create to true, and watchNamespaces to the"
                  + " namespaces that it shall watch; without Helm, apply install/rbac-cluster.yaml,"
                  + " or install/one-namespace/rbac-namespace.yaml to each watched namespace.")
              .formatted(said);
      case 404 ->
          "The API server does not know the kinds JitsiShard and BridgePool. Install the CRDs"
              + " first: with Helm, set crds.install to true; without Helm, kubectl apply -f crds/";
      default -> "The API server at %s: %s".formatted(server, said);
    };
  }

  /** What the API server said, or why it said nothing. */
  static String said(KubernetesClientException e) {
    if (e.getStatus() != null && e.getStatus().getMessage() != null) {
      return e.getStatus().getMessage();
    }
    // Without an answer the message only repeats the question; the reason lies deeper.
    var causes = Stream.iterate(e.getCause(), Objects::nonNull, Throwable::getCause).toList();
    var talking = causes.stream().filter(cause -> cause.getMessage() != null).toList();
    if (!talking.isEmpty()) {
      return talking.getLast().toString();
    }
    // The JDK's client says only by their classes why it finds nobody.
    return causes.isEmpty()
        ? Objects.toString(e.getMessage())
        : "nobody can be reached there (%s)"
            .formatted(
                causes.stream()
                    .map(cause -> cause.getClass().getSimpleName())
                    .collect(Collectors.joining(", ")));
  }
}
