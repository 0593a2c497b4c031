package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.intent.Notice;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.intent.Removal.Manner;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.plan.status.Reason;
import io.jitsioperator.plan.status.Verdict;
import io.jitsioperator.world.Nodes;
import io.jitsioperator.world.ObjectRef;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What to do about nodes that Kubernetes has lost. A pod on such a node is never replaced by
 * Kubernetes itself. It is given up only if it is certain that its process is gone: two Prosodys of
 * one shard would be worse than none.
 *
 * @param removals pods whose node is dead
 * @param lost for the condition {@code SignallingNodeLost}
 * @param visible for the condition {@code NodesVisible}
 */
record NodeLoss(List<Removal> removals, Verdict lost, Verdict visible) {

  NodeLoss {
    removals = List.copyOf(removals);
  }

  static NodeLoss plan(Scope scope) {
    var byNode =
        ShardNodes.pods(scope)
            .filter(pod -> Pods.node(pod).isPresent())
            .collect(
                Collectors.groupingBy(
                    pod -> Pods.node(pod).orElseThrow(), TreeMap::new, Collectors.toList()));
    var judged =
        byNode.entrySet().stream()
            .map(e -> NodeState.of(evidence(scope), e.getKey(), e.getValue()))
            .toList();
    var removals = judged.stream().flatMap(state -> removals(scope, state)).toList();
    return new NodeLoss(removals, lost(scope, judged), visible(scope));
  }

  private static NodeState.Evidence evidence(Scope scope) {
    return new NodeState.Evidence(
        scope.world().nodes()::node, pod -> PodProcess.port(scope, pod), scope::isFresh);
  }

  /** UIDs of the pods that go. */
  Set<String> uids() {
    return removals.stream().map(Removal::uid).collect(Collectors.toSet());
  }

  private static Stream<Removal> removals(Scope scope, NodeState state) {
    return state instanceof NodeState.Dead(var node, var pods, var why, var certain)
        ? pods.stream()
            .filter(
                pod ->
                    !scope.world().expectations().removes(pod.getMetadata().getUid(), scope.now()))
            .map(pod -> removal(pod, node, why))
        : Stream.empty();
  }

  private static Removal removal(Pod pod, String node, String why) {
    return new Removal(
        ObjectRef.of(pod),
        pod.getMetadata().getUid(),
        Manner.FORCED,
        new Removal.Proof.None(),
        new Notice(
            Notice.Type.WARNING,
            "SignallingFailedOver",
            "Pod %s is given up and made anew elsewhere, because its node %s is dead: %s."
                .formatted(pod.getMetadata().getName(), node, why)));
  }

  /** The most worrying node is told of. */
  private static Verdict lost(Scope scope, List<NodeState> judged) {
    if (scope.world().nodes().sight() != Nodes.Sight.VISIBLE) {
      return unseen(scope);
    }
    return judged.stream()
        .min((a, b) -> Integer.compare(a.rank(), b.rank()))
        .map(NodeState::verdict)
        .orElseGet(() -> Verdict.no(Reason.NODES_ALIVE, "No pod of the signalling is on a node."));
  }

  private static Verdict unseen(Scope scope) {
    return scope.world().nodes().sight() == Nodes.Sight.FORBIDDEN
        ? Verdict.unknown(Reason.NODES_FORBIDDEN, "The operator may not look at nodes.")
        : Verdict.notSeenYet("The nodes were not looked at yet.");
  }

  private static Verdict visible(Scope scope) {
    return switch (scope.world().nodes().sight()) {
      case VISIBLE -> Verdict.yes(Reason.NODES_SEEN, "The operator sees the nodes.");
      case FORBIDDEN ->
          Verdict.no(
              Reason.NODES_FORBIDDEN,
              "The operator may not look at nodes: no drain moves the signalling, no dead node is"
                  + " noticed.");
      case NOT_YET -> Verdict.notSeenYet("The nodes were not looked at yet.");
    };
  }

  /** For messages. */
  static String names(List<Pod> pods) {
    return pods.stream().map(p -> p.getMetadata().getName()).collect(Collectors.joining(", "));
  }
}
