package io.jitsioperator.benchmarks;

import io.jitsioperator.testbed.operator.OperatorProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * From the start of the process until it is ready and leads, and until every shard was planned,
 * with all shards standing; without and with a cache of classes that an earlier run has left (the
 * image has one if it was built with {@code AOT=1}).
 */
record StartToPlanned(Rig rig, Standing standing) implements Measurement {

  private static final double TARGET_SECONDS = 1.5;
  private static final double TARGET_SECONDS_AOT = 0.8;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Not more often: the page of 200 shards costs the starting JVM more than what is measured. */
  private static final Duration POLL = Duration.ofMillis(50);

  private record Start(double leading, double planned, double memory) {}

  @Override
  public List<Row> rows() throws Exception {
    standing.operator();
    List<Row> rows = new ArrayList<>(rows("start", TARGET_SECONDS, ""));
    rows.addAll(rows("start.aot", TARGET_SECONDS_AOT, "-XX:AOTCache=" + aotCache()));
    return rows;
  }

  private List<Row> rows(String name, double target, String options) throws Exception {
    List<Start> starts = new ArrayList<>();
    for (int i = 1; i <= rig.scale().rounds(); i++) {
      Start start = start(options);
      starts.add(start);
      rig.progress()
          .say(
              "%s %d of %d: leading after %.2f s, all planned after %.2f s",
              name, i, rig.scale().rounds(), start.leading(), start.planned());
    }
    Spread leading = spread(starts, Start::leading);
    Spread planned = spread(starts, Start::planned);
    Spread memory = spread(starts, Start::memory);
    return List.of(
        Row.atMost(target, name + ".leading", leading.median(), "s", "ready, too; " + leading),
        Row.atMost(TARGET_SECONDS, name + ".planned", planned.median(), "s", planned.toString()),
        Row.of(name + ".memory", memory.median(), "MiB", "VmRSS soon after; " + memory));
  }

  private static Spread spread(List<Start> starts, ToDoubleFunction<Start> figure) {
    return new Spread(starts.stream().map(figure::applyAsDouble).toList());
  }

  private Start start(String options) throws Exception {
    standing.operator().stop();
    rig.awaitQuiet();
    long start = System.nanoTime();
    OperatorProcess operator = standing.start(options);
    awaitLeading(operator);
    double leading = seconds(start);
    awaitPlanned(operator);
    double planned = seconds(start);
    rig.awaitQuiet();
    return new Start(leading, planned, ProcessUse.of(operator.java()).mebibytes());
  }

  /** What a whole life with all shards has left. */
  private Path aotCache() throws Exception {
    Path cache = rig.folder("aot").resolve("operator.aot");
    rig.progress().say("recording an AOT cache");
    standing.operator().stop();
    OperatorProcess operator = standing.start("-XX:AOTCacheOutput=" + cache);
    awaitLeading(operator);
    awaitPlanned(operator);
    operator.stop();
    if (!Files.exists(cache)) {
      throw new IOException("No AOT cache was written:\n" + operator.tail());
    }
    return cache;
  }

  private static void awaitLeading(OperatorProcess operator) throws Exception {
    operator.awaitReady(PATIENCE);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!operator.readiness().contains("leading")) {
      if (System.nanoTime() > end) {
        throw new IOException("It does not lead:\n" + operator.tail());
      }
      Thread.sleep(20);
    }
  }

  private void awaitPlanned(OperatorProcess operator) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (new MetricsPage(operator.metrics()).planned() < rig.scale().shards()) {
      if (System.nanoTime() > end) {
        throw new IOException(
            "Not all shards were planned after %d s:%n%s"
                .formatted(PATIENCE.toSeconds(), operator.tail()));
      }
      Thread.sleep(POLL);
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
