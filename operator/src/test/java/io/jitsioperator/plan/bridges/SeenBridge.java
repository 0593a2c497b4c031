package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.BridgePresence;
import io.jitsioperator.world.BridgeReport;
import io.jitsioperator.world.JicofoBridge;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bridge as it is seen in a moment; each change gives another.
 *
 * @param name of its pod
 * @param node on which it runs
 * @param people that are on it
 * @param drain it takes no new conferences
 * @param ended its process is gone
 * @param asked the operator has heard of it over REST
 * @param waiting why its container does not run
 * @param annotations beside those of its birth
 */
record SeenBridge(
    String name,
    String node,
    int people,
    boolean drain,
    boolean ended,
    boolean asked,
    Optional<ContainerStateWaiting> waiting,
    Map<String, String> annotations) {

  /** One that serves. */
  static SeenBridge of(String name, String node, int people) {
    return new SeenBridge(
        name,
        node,
        people,
        false,
        false,
        true,
        Optional.empty(),
        Map.of(Advertising.ANNOTATION, "203.0.113.7"));
  }

  /** One whose pod has been made and bound to a node, and no more. */
  static SeenBridge bound(String name, String node) {
    return new SeenBridge(name, node, 0, false, false, false, Optional.empty(), Map.of());
  }

  /** It was born with that port. */
  SeenBridge port(int port) {
    return annotated(Jvb.PORT, Integer.toString(port));
  }

  /** It was born with that annotation. */
  SeenBridge annotated(String key, String value) {
    var all = new HashMap<>(annotations);
    all.put(key, value);
    return new SeenBridge(name, node, people, drain, ended, asked, waiting, Map.copyOf(all));
  }

  /** It was told to leave so many minutes ago, and has heard it. */
  SeenBridge leaves(String reason, long minutes) {
    var all = new HashMap<>(annotations);
    all.put(DrainMark.REASON, reason);
    all.put(DrainMark.SINCE, ago(minutes * 60).toString());
    return new SeenBridge(name, node, people, true, ended, asked, waiting, Map.copyOf(all));
  }

  SeenBridge finished() {
    return new SeenBridge(name, node, people, drain, true, asked, waiting, annotations);
  }

  /** The operator has just started. */
  SeenBridge unasked() {
    return new SeenBridge(name, node, people, drain, ended, false, waiting, annotations);
  }

  /** Its container does not run, in the kubelet's words. */
  SeenBridge waits(String reason, @Nullable String message) {
    var why = new ContainerStateWaiting(message, reason);
    return new SeenBridge(name, node, people, drain, ended, asked, Optional.of(why), annotations);
  }

  private List<ContainerStatus> containers() {
    return waiting.stream()
        .map(
            why ->
                new ContainerStatusBuilder()
                    .withName("jvb")
                    .withNewState()
                    .withWaiting(why)
                    .endState()
                    .build())
        .toList();
  }

  /** It is at work: none starts without an address. */
  private boolean runs() {
    return annotations.containsKey(Advertising.ANNOTATION) && !ended;
  }

  String uid() {
    return "uid-" + name;
  }

  /** As the API server shows it. */
  Pod pod(PoolScope scope) {
    var born = Jvb.pod(scope, scope.shard().orElseThrow(), name, 10000);
    return new PodBuilder(born)
        .editMetadata()
        .withUid(uid())
        .withCreationTimestamp(ago(86400).toString())
        .addToAnnotations(annotations)
        .endMetadata()
        .editSpec()
        .withNodeName(node)
        .endSpec()
        .withNewStatus()
        .withPhase(ended ? "Succeeded" : runs() ? "Running" : "Pending")
        .withPodIP(runs() ? "10.0.0." + name.charAt(name.length() - 1) : null)
        .withHostIP("192.0.2.1")
        .withContainerStatuses(containers())
        .addNewCondition()
        .withType("Ready")
        .withStatus(runs() ? "True" : "False")
        .withLastTransitionTime(ago(3600).toString())
        .endCondition()
        .endStatus()
        .build();
  }

  /** As it shows itself in the brewery. */
  Optional<BridgePresence> presence() {
    return runs()
        ? Optional.of(
            new BridgePresence(
                name,
                Optional.of("2.3"),
                Optional.of(name),
                Optional.of("default"),
                Optional.of(people / 100.0),
                Optional.of(people),
                Optional.of(drain),
                Optional.of(false),
                Optional.of(false),
                Optional.of(true),
                ago(3600),
                Optional.of(ago(3))))
        : Optional.empty();
  }

  /** What it answers. */
  BridgeReport report() {
    if (!runs() || !asked) {
      return BridgeReport.unasked(uid());
    }
    var stats =
        new BridgeReport.Stats(
            people, people, people / 100.0, drain, false, false, true, "2.3", 1, 1);
    return new BridgeReport(
        uid(),
        new Answer.Said<>(stats, ago(1)),
        people == 0 ? Optional.of(ago(60)) : Optional.empty());
  }

  /** As Jicofo sees it. */
  Optional<JicofoBridge> atJicofo() {
    return runs()
        ? Optional.of(new JicofoBridge(name, "2.3", true, false, drain, false, people))
        : Optional.empty();
  }

  private static Instant ago(long seconds) {
    return PoolStage.NOW.minusSeconds(seconds);
  }
}
