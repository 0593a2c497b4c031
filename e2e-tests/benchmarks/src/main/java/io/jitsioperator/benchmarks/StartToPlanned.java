package io.jitsioperator.benchmarks;

import io.jitsioperator.testbed.operator.OperatorProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From the start of the process until {@code /readyz} says yes and every shard was planned, with
 * all shards standing.
 */
record StartToPlanned(Rig rig, Standing standing) implements Measurement {

  private static final double TARGET_SECONDS = 1.5;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofMillis(10);

  private record Start(double ready, double planned, double memory) {}

  @Override
  public List<Row> rows() throws Exception {
    standing.operator();
    List<Start> starts = new ArrayList<>();
    for (int i = 1; i <= rig.scale().rounds(); i++) {
      starts.add(start());
      rig.progress()
          .say(
              "start %d of %d: ready after %.2f s, all planned after %.2f s",
              i, rig.scale().rounds(), starts.getLast().ready(), starts.getLast().planned());
    }
    Spread ready = new Spread(starts.stream().map(Start::ready).toList());
    Spread planned = new Spread(starts.stream().map(Start::planned).toList());
    Spread memory = new Spread(starts.stream().map(Start::memory).toList());
    String note =
        String.format(Locale.ROOT, "%s; /readyz after %.2f s (%s)", planned, ready.median(), ready);
    return List.of(
        Row.atMost(TARGET_SECONDS, "start.planned", planned.median(), "s", note),
        Row.of("start.memory", memory.median(), "MiB", "VmRSS soon after; " + memory));
  }

  private Start start() throws Exception {
    standing.operator().stop();
    rig.awaitQuiet();
    long start = System.nanoTime();
    OperatorProcess operator = standing.start();
    operator.awaitReady(PATIENCE);
    double ready = seconds(start);
    awaitPlanned(operator);
    double planned = seconds(start);
    rig.awaitQuiet();
    return new Start(ready, planned, ProcessUse.of(operator.java()).mebibytes());
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
