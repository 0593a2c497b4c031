package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Service;
import io.jitsioperator.api.v1alpha1.Media;
import io.jitsioperator.intent.Mark;
import io.jitsioperator.plan.kube.Env;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.plan.kube.Restricted;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.NodeReport;
import io.jitsioperator.world.Nodes;
import io.jitsioperator.world.ObjectRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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

  /** The variables of the image. */
  static void tell(Env env, MediaManner manner, List<String> addresses) {
    switch (manner.advertise()) {
      case Media.NODE_EXTERNAL_IP, Media.SERVICE_INGRESS ->
          env.field("JVB_ADVERTISE_IPS", "metadata.annotations['" + ANNOTATION + "']")
              .set("JVB_DISABLE_STUN", 1);
      case Media.NODE_INTERNAL_IP ->
          env.field("JVB_ADVERTISE_IPS", "status.hostIP").set("JVB_DISABLE_STUN", 1);
      case Media.ADDRESSES -> env.given("JVB_ADVERTISE_IPS", addresses).set("JVB_DISABLE_STUN", 1);
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
    return MediaManner.of(scope, pod).isToldByOperator()
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
      default -> hostAddress(pod);
    };
  }

  /**
   * Whether that pod tells only an address inside the cluster although an external one is asked.
   */
  static boolean isPrivate(PoolScope scope, Pod pod) {
    return MediaManner.of(scope, pod).isToldByOperator()
        && Pods.annotation(pod, ANNOTATION)
            .filter(told -> hostAddress(pod).filter(told::equals).isPresent())
            .isPresent();
  }

  /** The same pod, which knows the address of its Service from the beginning. */
  static Pod tell(Pod pod, MediaManner manner, IngressAddresses addresses) {
    return manner.advertise().equals(Media.SERVICE_INGRESS)
        ? new PodBuilder(pod)
            .editMetadata()
            .addToAnnotations(ANNOTATION, addresses.text())
            .endMetadata()
            .build()
        : pod;
  }

  /** Whether the Service of that bridge has other addresses by now than the bridge tells. */
  static boolean isOutdated(Bridge bridge) {
    return bridge.manner().advertise().equals(Media.SERVICE_INGRESS)
        && bridge
            .scope()
            .world()
            .owned()
            .find(Service.class, bridge.name())
            .map(service -> IngressAddresses.of(bridge.scope(), service))
            .filter(IngressAddresses::isComplete)
            .filter(now -> !told(bridge).equals(now.addresses()))
            .isPresent();
  }

  /** What a bridge tells participants, sorted; empty while it is not known, and with Stun. */
  static List<String> told(Bridge bridge) {
    var pod = bridge.pod();
    var addresses =
        switch (bridge.manner().advertise()) {
          case Media.NODE_INTERNAL_IP -> hostAddress(pod).stream().toList();
          case Media.ADDRESSES -> bridge.scope().spec().media().addresses();
          default ->
              Pods.annotation(pod, ANNOTATION)
                  .map(text -> List.of(text.split(",")))
                  .orElse(List.of());
        };
    return addresses.stream().sorted().toList();
  }

  /** The same with the port, as one writes it; empty if nothing is known. */
  static Optional<String> shown(Bridge bridge) {
    return Optional.of(
            told(bridge).stream()
                .map(a -> (a.contains(":") ? "[" + a + "]:" : a + ":") + bridge.port())
                .collect(Collectors.joining(",")))
        .filter(text -> !text.isEmpty());
  }

  private static Optional<String> hostAddress(Pod pod) {
    return Optional.ofNullable(pod.getStatus()).map(PodStatus::getHostIP);
  }
}
