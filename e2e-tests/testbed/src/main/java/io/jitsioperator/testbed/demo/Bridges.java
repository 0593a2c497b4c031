package io.jitsioperator.testbed.demo;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.BridgePoolStatus;
import io.jitsioperator.api.v1alpha1.BridgePoolStatus.Bridge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The bridges of the stage's pool, as the API server has them. */
record Bridges(Stage stage) {

  /** The pool has the name of its shard. */
  static final String NAME = Stage.NAME;

  private static final Duration PACE = Duration.ofMillis(500);

  /** What the pool says of itself, once it says anything. */
  Optional<BridgePoolStatus> status() {
    return pool().map(BridgePool::getStatus).filter(Objects::nonNull);
  }

  private Optional<BridgePool> pool() {
    return Optional.ofNullable(
        stage
            .cluster()
            .client()
            .resources(BridgePool.class)
            .inNamespace(Stage.NAMESPACE)
            .withName(NAME)
            .get());
  }

  /** UIDs of its pods by name. */
  SortedMap<String, String> pods() {
    TreeMap<String, String> uids = new TreeMap<>();
    stage
        .cluster()
        .client()
        .pods()
        .inNamespace(Stage.NAMESPACE)
        .withLabel("app.kubernetes.io/instance", NAME)
        .withLabel("app.kubernetes.io/component", "jvb")
        .list()
        .getItems()
        .forEach((Pod p) -> uids.put(p.getMetadata().getName(), p.getMetadata().getUid()));
    return uids;
  }

  /** Waits until exactly so many bridges are there, and all of them serve. */
  String awaitServing(int count) throws Exception {
    return await(
        count + " bridges serve",
        s ->
            Objects.equals(s.readyReplicas(), count)
                && s.bridges().size() == count
                && s.condition("Ready").filter(c -> "True".equals(c.getStatus())).isPresent());
  }

  /** Waits until the pool says this, and returns what it says then. */
  String await(String what, Predicate<BridgePoolStatus> truth) throws Exception {
    stage
        .cluster()
        .await(
            what,
            Stage.PATIENCE,
            () -> status().filter(truth).isPresent(),
            () -> status().map(Bridges::sentences).orElse("no status yet"));
    return status().map(Bridges::sentences).orElse("");
  }

  /** Waits until the pods of the pool are these. */
  String awaitPods(String what, Predicate<SortedMap<String, String>> truth) throws Exception {
    stage
        .cluster()
        .await(
            what,
            Stage.PATIENCE,
            () -> truth.test(pods()),
            () -> pods() + "; " + status().map(Bridges::sentences).orElse("no status"));
    return pods().toString();
  }

  /** Waits until the pool and all its pods are gone. */
  String awaitGone() throws Exception {
    stage
        .cluster()
        .await(
            "an end of the pool",
            Stage.PATIENCE,
            () -> pool().isEmpty() && pods().isEmpty(),
            () -> pods() + "; " + status().map(Bridges::sentences).orElse("no status"));
    return "";
  }

  /** For so long, whatever the pool says passes the test. */
  String hold(Duration time, String otherwise, Predicate<BridgePoolStatus> truth)
      throws InterruptedException {
    Instant end = Instant.now().plus(time);
    while (Instant.now().isBefore(end)) {
      BridgePoolStatus now = status().orElseThrow();
      Stage.require(truth.test(now), otherwise + ": " + sentences(now));
      Thread.sleep(PACE);
    }
    return "";
  }

  /** The bridge with so many people on it; empty unless it is exactly one. */
  static Optional<String> with(int people, BridgePoolStatus status) {
    List<String> names =
        status.bridges().stream()
            .filter(b -> Objects.equals(b.participants(), people))
            .map(Bridge::name)
            .toList();
    return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
  }

  /** Whether that bridge is in that phase. */
  static boolean is(String name, String phase, BridgePoolStatus status) {
    return status.bridges().stream()
        .anyMatch(b -> b.name().equals(name) && b.phase().equals(phase));
  }

  /** How many serve and do not leave. */
  static long active(BridgePoolStatus status) {
    return status.bridges().stream().filter(b -> b.phase().equals("Active")).count();
  }

  /** Each bridge as a line. */
  static String sentences(BridgePoolStatus status) {
    StringBuilder lines = new StringBuilder();
    for (Bridge each : status.bridges()) {
      lines.append(
          "%s on %s: %s, people on it: %s%s%n"
              .formatted(
                  each.name(),
                  each.node(),
                  each.phase(),
                  each.participants() == null ? "?" : each.participants(),
                  each.reason() == null ? "" : " (" + each.reason() + "; " + each.message() + ")"));
    }
    return lines.toString();
  }
}
