package io.jitsioperator.benchmarks;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.testbed.jitsi.JvbContainer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What all pools at their full size cost while their bridges speak every 5 s: first with calls in
 * which nothing changes, then with people who come and go everywhere.
 */
record BridgesAtWork(BridgeRig rig) implements Measurement {

  private static final double WRITES_AT_REST = 0;

  /** Ten pools may write their telemetry once every 30 s each. */
  private static final double WRITES_PER_MINUTE = 20;

  /** Caches settle, and what is told at most every 30 s is told. */
  private static final Duration SETTLE = Duration.ofSeconds(60);

  private static final Duration BUSY = Duration.ofMinutes(2);
  private static final int PEOPLE = 5;

  /** Changes in a second, over all bridges. */
  private static final int CHANGES = 50;

  private record Use(ProcessUse operator, ProcessUse brewery) {}

  @Override
  public List<Row> rows() throws Exception {
    ProcessUse before = ProcessUse.of(rig.operator().java());
    grow();
    List<JvbContainer> bridges = bridges();
    bridges.forEach(each -> each.join("standup", PEOPLE));
    rig.progress().say("%d bridges have calls", bridges.size());
    Thread.sleep(SETTLE);
    List<Row> rows = new ArrayList<>(atRest(before, bridges.size()));
    rows.add(busy(bridges));
    return rows;
  }

  private void grow() throws Exception {
    long start = System.nanoTime();
    for (String name : rig.names()) {
      int size = name.equals(rig.large()) ? BridgeRig.LARGE : rig.scale().bridges();
      rig.pool(name).apply(size);
      // One after the other: hundreds of logins at once are another story.
      rig.pool(name).awaitActive(size);
      rig.progress().say("%s has %d bridges", name, size);
    }
    rig.progress().say("all serve after %.0f s", (System.nanoTime() - start) / 1e9);
  }

  private List<JvbContainer> bridges() {
    List<JvbContainer> all = new ArrayList<>();
    for (String name : rig.names()) {
      for (Pod pod : rig.pool(name).pods()) {
        all.add(rig.bridge(pod));
      }
    }
    return all;
  }

  private Use use() throws IOException {
    return new Use(ProcessUse.of(rig.operator().java()), rig.brewery(rig.large()));
  }

  private List<Row> atRest(ProcessUse empty, int bridges) throws Exception {
    Duration window = rig.scale().rest();
    rig.progress().say("%d bridges at rest for %d s", bridges, window.toSeconds());
    Instant from = Instant.now();
    Use before = use();
    Thread.sleep(window);
    Use after = use();
    double hundreds = bridges / 100.0;
    double ofBrewery = BridgeRig.LARGE / 100.0;
    return List.of(
        cpu("operator", before.operator(), after.operator(), hundreds, bridges),
        Row.of(
            "bridges.operator.memory",
            (after.operator().mebibytes() - empty.mebibytes()) / hundreds,
            "MiB per 100",
            "%.0f MiB with %d, %.0f MiB before"
                .formatted(after.operator().mebibytes(), bridges, empty.mebibytes())),
        cpu("prosody", before.brewery(), after.brewery(), ofBrewery, BridgeRig.LARGE),
        Row.of(
            "bridges.prosody.memory",
            after.brewery().mebibytes() / ofBrewery,
            "MiB per 100",
            "VmRSS of one brewery, all of it"),
        writes("bridges.rest.writes", from, WRITES_AT_REST, 1, bridges));
  }

  private Row cpu(String who, ProcessUse before, ProcessUse after, double hundreds, int bridges) {
    double seconds = after.cpu().minus(before.cpu()).toMillis() / 1000.0;
    double perMinute = seconds * 60 / rig.scale().rest().toSeconds();
    return Row.of(
        "bridges.%s.cpu".formatted(who),
        perMinute / hundreds,
        "s/min per 100",
        "%.1f %% of one core for %d".formatted(perMinute / 0.6, bridges));
  }

  private Row writes(String name, Instant from, double target, double minutes, int bridges) {
    Map<String, Long> writes =
        rig.audit().summary(from, each -> AtRest.ours(each) && each.write() && !AtRest.lease(each));
    long count = writes.values().stream().mapToLong(Long::longValue).sum();
    return Row.atMost(
        target,
        name + "." + bridges,
        count / minutes,
        "per min",
        count == 0 ? "none" : writes.toString());
  }

  private Row busy(List<JvbContainer> bridges) throws InterruptedException {
    rig.progress().say("people come and go for %d s", BUSY.toSeconds());
    Random random = new Random(1);
    Instant from = Instant.now();
    Instant end = from.plus(BUSY);
    while (Instant.now().isBefore(end)) {
      JvbContainer bridge = bridges.get(random.nextInt(bridges.size()));
      if (random.nextBoolean()) {
        bridge.join("room-" + random.nextInt(3), 1 + random.nextInt(3));
      } else {
        bridge.leave("room-" + random.nextInt(3), 1 + random.nextInt(3));
      }
      Thread.sleep(1000 / CHANGES);
    }
    double minutes = BUSY.toSeconds() / 60.0;
    return writes("bridges.busy.writes", from, WRITES_PER_MINUTE, minutes, bridges.size());
  }
}
