package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.jitsioperator.api.v1alpha1.Media;
import io.jitsioperator.intent.Mark;
import io.jitsioperator.plan.kube.Env;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.plan.kube.Restricted;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.NodeReport;
import io.jitsioperator.world.Nodes;
import io.jitsioperator.world.ObjectRef;
import java.util.Map;
import java.util.Optional;

/**
 * Which address a bridge tells participants. The external address of a node is known only when the
 * pod has one, so the operator writes it onto the pod, and the bridge's start waits for that.
 */
final class Advertising {

  /** Addresses with commas between them. */
  static final String ANNOTATION = "jitsi-operator.io/advertise";

  static final String PATH = "/podinfo";
  static final String FILE = "advertise";

  /**
   * A variable of the pod would never change; the file of a volume does. Without the trap a shell
   * that is the first process of its container would not hear that its pod is deleted.
   */
  private static final String WAIT =
      """
      trap 'exit 143' TERM
      for i in $(seq 300); do
        [ -s %1$s/%2$s ] && exit 0
        sleep 1
      done
      echo "The operator has not told the address of this node within 5 minutes: see condition \
      MediaAddressed of the BridgePool, and whether the operator runs." >&2
      exit 1
      """
          .formatted(PATH, FILE);

  private Advertising() {}

  /** Whether a pod of that pool waits for our word. */
  static boolean isToldByOperator(Media media) {
    return media.advertise().equals(Media.NODE_EXTERNAL_IP);
  }

  /** The variables of the image. */
  static void tell(Env env, Media media) {
    switch (media.advertise()) {
      case Media.NODE_EXTERNAL_IP ->
          env.field("JVB_ADVERTISE_IPS", "metadata.annotations['" + ANNOTATION + "']")
              .set("JVB_DISABLE_STUN", 1);
      case Media.NODE_INTERNAL_IP ->
          env.field("JVB_ADVERTISE_IPS", "status.hostIP").set("JVB_DISABLE_STUN", 1);
      case Media.ADDRESSES ->
          env.given("JVB_ADVERTISE_IPS", media.addresses()).set("JVB_DISABLE_STUN", 1);
      default -> {} // Stun: the image's own way
    }
  }

  /**
   * The container that waits. It asks for what the bridge asks for, or the pod would be the first
   * to go when its node runs out of memory.
   *
   * @param bridge the container of the bridge itself
   */
  static Container waiting(Container bridge) {
    return Restricted.container()
        .withName("address")
        .withImage(bridge.getImage())
        .withImagePullPolicy(bridge.getImagePullPolicy())
        .withResources(bridge.getResources())
        .withCommand("sh", "-c", WAIT)
        .withVolumeMounts(
            bridge.getVolumeMounts().stream().filter(m -> m.getMountPath().equals(PATH)).toList())
        .build();
  }

  /** What is to be written onto that pod now, if anything. */
  static Optional<Mark> mark(PoolScope scope, Pod pod) {
    return isToldByOperator(scope.spec().media())
            && Pods.annotation(pod, ANNOTATION).isEmpty()
            && !Pods.hasEnded(pod)
        ? addresses(scope.world().nodes(), pod)
            .map(
                text ->
                    new Mark(
                        ObjectRef.of(pod),
                        pod.getMetadata().getUid(),
                        Map.of(ANNOTATION, Optional.of(text))))
        : Optional.empty();
  }

  /** External addresses of its node, or its internal one; empty while neither is known. */
  private static Optional<String> addresses(Nodes nodes, Pod pod) {
    if (nodes.sight() == Nodes.Sight.NOT_YET || Pods.node(pod).isEmpty()) {
      return Optional.empty();
    }
    return switch (nodes.node(Pods.node(pod).get())) {
      case Lookup.Found<NodeReport>(NodeReport node) when !node.externalAddresses().isEmpty() ->
          Optional.of(String.join(",", node.externalAddresses()));
      case Lookup.Unknown<NodeReport> unknown when nodes.sight() == Nodes.Sight.VISIBLE ->
          Optional.empty();
      default -> Optional.ofNullable(pod.getStatus()).map(PodStatus::getHostIP);
    };
  }

  /**
   * Whether that pod tells only an address inside the cluster although an external one is asked.
   */
  static boolean isPrivate(PoolScope scope, Pod pod) {
    return isToldByOperator(scope.spec().media())
        && Pods.annotation(pod, ANNOTATION)
            .filter(
                told ->
                    Optional.ofNullable(pod.getStatus())
                        .map(PodStatus::getHostIP)
                        .filter(told::equals)
                        .isPresent())
            .isPresent();
  }
}
