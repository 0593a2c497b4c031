package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.plan.status.Reason;
import io.jitsioperator.plan.status.Verdict;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.NodeReport;
import io.jitsioperator.world.NodeReport.Heartbeat;
import io.jitsioperator.world.PortReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What is known of a node with pods that hold calls. All times are of our own clock. What is
 * unknown is not dead.
 */
public sealed interface NodeState {

  /** A node that was cut off for a moment comes back sooner; a person needs longer to notice. */
  Duration CERTAIN_AFTER = Duration.ofSeconds(60);

  /**
   * What a judgement rests on.
   *
   * @param node what the API server says of that node
   * @param port what the port of that pod showed just now; empty if that is not known
   * @param isFresh whether what was seen at that time still tells of the present
   */
  record Evidence(
      Function<String, Lookup<NodeReport>> node,
      Function<Pod, Optional<PortReport>> port,
      Predicate<Instant> isFresh) {}

  /** For the condition {@code SignallingNodeLost}. */
  Verdict verdict();

  /** The smaller, the more worrying. */
  int rank();

  /** Kubernetes hears of it. */
  record Alive() implements NodeState {
    @Override
    public Verdict verdict() {
      return Verdict.no(Reason.NODES_ALIVE, "The nodes of Prosody, brewery and Jicofo are alive.");
    }

    @Override
    public int rank() {
      return 4;
    }
  }

  /** It is not ready; whether it lives will be seen. */
  record Doubtful(String node, String why) implements NodeState {
    @Override
    public Verdict verdict() {
      return Verdict.unknown(
          Reason.NODE_NOT_READY, "Node %s is not ready. %s".formatted(node, why));
    }

    @Override
    public int rank() {
      return 2;
    }
  }

  /** It may not be looked at, or not just now. */
  record Unseen(String node, String why) implements NodeState {
    @Override
    public Verdict verdict() {
      return Verdict.notSeenYet("Node %s could not be read: %s.".formatted(node, why));
    }

    @Override
    public int rank() {
      return 3;
    }
  }

  /** Kubernetes has lost it, but processes on it answer. */
  record Lost(String node, List<Pod> answering) implements NodeState {
    @Override
    public Verdict verdict() {
      return Verdict.yes(
          Reason.NODE_LOST_PORTS_ANSWER,
          "Kubernetes has lost node %s, but these pods on it still accept connections and may serve calls, so they stay: %s."
              .formatted(node, NodeLoss.names(answering)));
    }

    @Override
    public int rank() {
      return 1;
    }
  }

  /**
   * Nothing on it runs any more.
   *
   * @param why the end of a sentence
   * @param certain somebody has said so: the Node is gone, or tainted; otherwise it only looks so
   *     from where we are
   */
  record Dead(String node, List<Pod> pods, String why, boolean certain) implements NodeState {
    @Override
    public Verdict verdict() {
      return Verdict.yes(
          Reason.NODE_DEAD,
          "Node %s is dead (%s): these pods are made anew elsewhere: %s."
              .formatted(node, why, NodeLoss.names(pods)));
    }

    @Override
    public int rank() {
      return 0;
    }
  }

  /**
   * Judges one node.
   *
   * @param pods the pods on it whose ports count: it is dead only if none of them answers
   */
  static NodeState of(Evidence seen, String node, List<Pod> pods) {
    return switch (seen.node().apply(node)) {
      case Lookup.Missing<NodeReport> gone ->
          new Dead(node, pods, "the node object does not exist", true);
      case Lookup.Unknown<NodeReport>(String why) -> new Unseen(node, why);
      case Lookup.Found<NodeReport>(NodeReport report) -> of(seen, node, report, pods);
    };
  }

  private static NodeState of(Evidence seen, String node, NodeReport report, List<Pod> pods) {
    if (report.outOfService()) {
      return new Dead(node, pods, "it is tainted node.kubernetes.io/out-of-service", true);
    }
    if (report.ready()) {
      return new Alive();
    }
    var lostSince = report.lease().found().filter(h -> isStale(seen, h));
    if (lostSince.isEmpty()) {
      return new Doubtful(node, "Its Lease was not stale for 60 s yet, or cannot be read.");
    }
    var answering = pods.stream().filter(pod -> answers(seen, pod)).toList();
    if (!answering.isEmpty()) {
      return new Lost(node, answering);
    }
    return pods.stream().allMatch(pod -> isDeaf(seen, pod))
        ? new Dead(node, pods, dead(lostSince.get()), false)
        : new Doubtful(node, "Its Lease is stale; whether its pods answer is being looked at.");
  }

  private static String dead(Heartbeat lease) {
    return "it is not ready, its Lease was not renewed since "
        + lease.unchangedSince()
        + ", and none of the pods on it has accepted a connection for 60 s";
  }

  private static boolean isStale(Evidence seen, Heartbeat lease) {
    return seen.isFresh().test(lease.at()) && isCertain(lease.unchangedSince(), lease.at());
  }

  /** No try for so long has reached its port; a pod of which nothing is known is not deaf. */
  private static boolean isDeaf(Evidence seen, Pod pod) {
    return seen.port()
        .apply(pod)
        .filter(port -> port.state() != PortReport.State.ACCEPTS)
        .filter(port -> isCertain(port.since(), port.at()))
        .isPresent();
  }

  private static boolean answers(Evidence seen, Pod pod) {
    return seen.port()
        .apply(pod)
        .filter(port -> port.state() == PortReport.State.ACCEPTS)
        .isPresent();
  }

  private static boolean isCertain(Instant since, Instant at) {
    return Duration.between(since, at).compareTo(CERTAIN_AFTER) >= 0;
  }
}
