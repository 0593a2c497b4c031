package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.BridgePresence;
import io.jitsioperator.world.BridgeReport;
import io.jitsioperator.world.JicofoBridge;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One bridge of the model as it truly is, and what it last said (times: Jitsi contracts §3.3). */
final class ModelBridge {

  static final int SPEAKS_EVERY = 5;
  static final int STARTS_WITHIN = 4;
  static final int SHUTTING_DOWN_DELAY = 15;

  final Pod born;
  final String uid;
  final Instant made;
  final Map<String, String> annotations;
  final Set<Integer> people = new HashSet<>();
  private final Set<Integer> hostPorts;

  /** Why no node takes it, in the scheduler's words. */
  String waitsFor = "";

  int version = 1;
  Optional<String> node = Optional.empty();
  Optional<Instant> ready = Optional.empty();
  Optional<Instant> ends = Optional.empty();
  boolean drain;
  boolean graceful;
  boolean ended;
  boolean terminating;
  boolean hung;
  boolean silent;

  /** Its node is off. */
  boolean gone;

  /** Its node is not heard. */
  boolean notReady;

  private Optional<Sight> seen = Optional.empty();
  private Pod shown;

  // What was heard of it.
  Optional<BridgePresence> presence = Optional.empty();
  BridgeReport report;

  ModelBridge(Pod born, String uid, Instant now) {
    this.born = born;
    this.shown = born;
    this.hostPorts =
        born.getSpec().getContainers().getFirst().getPorts().stream()
            .flatMap(port -> Stream.ofNullable(port.getHostPort()))
            .collect(Collectors.toSet());
    this.uid = uid;
    this.made = now;
    this.annotations = new HashMap<>(born.getMetadata().getAnnotations());
    this.report = BridgeReport.unasked(uid);
  }

  /** The ports of its node that its pod wants. */
  Set<Integer> hostPorts() {
    return hostPorts;
  }

  /** Of which release it is. */
  String image() {
    return born.getSpec().getContainers().getFirst().getImage();
  }

  String name() {
    return born.getMetadata().getName();
  }

  boolean runs() {
    return ready.isPresent() && !ended;
  }

  /** Its own life, one second of it. */
  void live(Instant now) {
    if (gone) {
      return;
    }
    if (ready.isEmpty() && node.isPresent() && annotations.containsKey(Advertising.ANNOTATION)) {
      if (!now.isBefore(made.plusSeconds(STARTS_WITHIN))) {
        ready = Optional.of(now);
      }
    }
    if (graceful && people.isEmpty() && ends.isEmpty()) {
      ends = Optional.of(now.plusSeconds(SHUTTING_DOWN_DELAY));
    }
    if (ends.filter(at -> !now.isBefore(at)).isPresent()) {
      ended = true;
      presence = Optional.empty();
    }
  }

  /** It sends its presence, if it can; one that hangs is replayed by the room. */
  void speak(Instant now) {
    if (runs() && !hung && !gone) {
      presence =
          Optional.of(
              new BridgePresence(
                  name(),
                  Optional.of(
                      "v" + born.getMetadata().getLabels().get("app.kubernetes.io/version")),
                  Optional.of(name()),
                  Optional.of("eu"),
                  Optional.of(people.size() / 100.0),
                  Optional.of(people.size()),
                  Optional.of(drain),
                  Optional.of(graceful),
                  Optional.of(ends.isPresent()),
                  Optional.of(true),
                  presence.map(BridgePresence::joined).orElse(now),
                  presence.isPresent() ? Optional.of(now) : Optional.empty()));
    }
  }

  /** The operator asks it over REST. */
  void answer(Instant now) {
    if (!runs() || hung || silent || gone) {
      report = new BridgeReport(uid, new Answer.Silent<>("time-out", now), Optional.empty());
      return;
    }
    var stats =
        new BridgeReport.Stats(
            people.size(),
            people.size(),
            people.size() / 100.0,
            drain,
            graceful,
            ends.isPresent(),
            true,
            jicofoVersion(),
            1,
            1);
    report =
        new BridgeReport(
            uid,
            new Answer.Said<>(stats, now),
            people.isEmpty() ? report.emptySince().or(() -> Optional.of(now)) : Optional.empty());
  }

  /** An operator that starts has heard nothing yet. */
  void isNotHeardOf() {
    report = BridgeReport.unasked(uid);
    presence = presence.map(p -> forgotten(p));
  }

  private static BridgePresence forgotten(BridgePresence p) {
    return new BridgePresence(
        p.nick(),
        p.version(),
        p.relayId(),
        p.region(),
        p.stress(),
        p.localEndpoints(),
        p.drain(),
        p.gracefulShutdown(),
        p.shuttingDown(),
        p.healthy(),
        p.joined(),
        Optional.empty());
  }

  String jicofoVersion() {
    return "v" + born.getMetadata().getLabels().get("app.kubernetes.io/version");
  }

  /** As Jicofo sees it. */
  Optional<JicofoBridge> atJicofo() {
    return presence.map(
        p ->
            new JicofoBridge(
                name(),
                jicofoVersion(),
                !hung,
                false,
                p.drain().orElse(true),
                p.gracefulShutdown().orElse(false),
                people.size()));
  }

  /** What there is to be seen of it. */
  private record Sight(
      int version,
      Optional<String> node,
      Optional<Instant> ready,
      boolean ended,
      boolean terminating,
      boolean notReady,
      String waitsFor) {}

  /** As the API server shows it. */
  Pod pod(boolean noNode) {
    var sight =
        new Sight(version, node, ready, ended, terminating, notReady, noNode ? waitsFor : "");
    if (!seen.equals(Optional.of(sight))) {
      seen = Optional.of(sight);
      shown = made(noNode);
    }
    return shown;
  }

  private Pod made(boolean noNode) {
    var status =
        new PodStatusBuilder()
            .withPhase(ended ? "Succeeded" : ready.isPresent() ? "Running" : "Pending")
            .withPodIP(node.isPresent() && !ended ? "10.0.0." + name().hashCode() % 250 : null)
            .withHostIP(node.map(n -> "192.0.2.1").orElse(null));
    ready
        .filter(at -> !ended)
        .ifPresent(
            at ->
                status.withConditions(
                    new PodConditionBuilder()
                        .withType("Ready")
                        .withStatus(notReady ? "False" : "True")
                        .withLastTransitionTime(at.toString())
                        .build()));
    if (noNode && node.isEmpty()) {
      status.withConditions(
          new PodConditionBuilder()
              .withType("PodScheduled")
              .withStatus("False")
              .withMessage("0/%d nodes are available: %s".formatted(ModelGround.NODES, waitsFor))
              .build());
    }
    // As the cache keeps it: without a spec, but for node, image and resources.
    return new PodBuilder()
        .withNewMetadata()
        .withName(name())
        .withNamespace(born.getMetadata().getNamespace())
        .withLabels(born.getMetadata().getLabels())
        .withOwnerReferences(born.getMetadata().getOwnerReferences())
        .withUid(uid)
        .withResourceVersion(Integer.toString(version))
        .withCreationTimestamp(made.toString())
        .withAnnotations(Map.copyOf(annotations))
        .withDeletionTimestamp(terminating ? made.toString() : null)
        .endMetadata()
        .withNewSpec()
        .withNodeName(node.orElse(null))
        .addNewContainer()
        .withName(PoolScope.COMPONENT)
        .withImage(image())
        .withResources(born.getSpec().getContainers().getFirst().getResources())
        .endContainer()
        .endSpec()
        .withStatus(status.build())
        .build();
  }
}
