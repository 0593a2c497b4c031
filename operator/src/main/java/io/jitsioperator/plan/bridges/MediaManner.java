package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jitsioperator.api.v1alpha1.Media;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How participants reach one bridge. It stands on its pod and its Service: the spec may say
 * something else since they were made.
 *
 * @param exposure as {@link Media#exposure()}
 * @param advertise as {@link Media#advertise()}
 */
record MediaManner(String exposure, String advertise) {

  static final String ANNOTATION = "jitsi-operator.io/media";

  /** As the spec asks for it now. */
  static MediaManner wanted(PoolScope scope) {
    var media = scope.spec().media().complete();
    return new MediaManner(media.exposure(), Objects.requireNonNull(media.advertise()));
  }

  /** That of a pod or Service; one that says nothing is taken for what the spec asks for. */
  static MediaManner of(PoolScope scope, HasMetadata born) {
    return of(annotations(born)).orElseGet(() -> wanted(scope));
  }

  /** As these annotations say. */
  static Optional<MediaManner> of(Map<String, String> annotations) {
    var words = annotations.getOrDefault(ANNOTATION, "").split("/", -1);
    return words.length == 2 ? Optional.of(new MediaManner(words[0], words[1])) : Optional.empty();
  }

  static Map<String, String> annotations(HasMetadata object) {
    return Optional.ofNullable(object.getMetadata().getAnnotations()).orElse(Map.of());
  }

  String word() {
    return exposure + "/" + advertise;
  }

  /** It uses the network of its node. */
  boolean isOnHost() {
    return exposure.equals(Media.HOST_NETWORK);
  }

  /** It holds a port of its node, which the scheduler gives to one pod only. */
  boolean takesHostPort() {
    return isOnHost() || exposure.equals(Media.HOST_PORT);
  }

  /** A Service of its own leads to it. */
  boolean hasService() {
    return isOnAllNodes() || isBalanced();
  }

  /** Its Service opens a port on every node. */
  boolean isOnAllNodes() {
    return exposure.equals(Media.NODE_PORT);
  }

  /** Its Service has an address of its own. */
  boolean isBalanced() {
    return exposure.equals(Media.LOAD_BALANCER);
  }

  /** Only the port tells the bridges of the pool apart. */
  boolean needsPortOfItsOwn() {
    return isOnAllNodes() || advertise.equals(Media.ADDRESSES);
  }

  /** Its address is known when it has a node, and the operator writes it onto the pod then. */
  boolean isToldByOperator() {
    return advertise.equals(Media.NODE_EXTERNAL_IP);
  }
}
