package io.jitsioperator.benchmarks;

import io.jitsioperator.testbed.controlplane.Binaries;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code make bench}: measures, prints a table, writes {@code target/bench.jsonl}. */
public final class Bench {

  private static final List<String> SHARDS =
      List.of(
          "apply until all objects exist",
          "requests per shard",
          "the operator at rest",
          "start until all is planned");

  private static final String BRIDGES = "bridges";

  private static final String SIZING = "sizing";

  private Bench() {}

  /**
   * Measures everything. Exits with 1 if a row has no figure; a missed target is printed as such,
   * and no reason to fail.
   */
  public static void main(String[] args) throws Exception {
    Scale scale = Scale.fromProperties();
    Path repository = Binaries.repository();
    Progress progress = new Progress(System.out);
    warnIfBusy(progress);
    List<Row> rows = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    measureShards(scale, repository, progress, rows, failed);
    measureBridges(scale, repository, progress, rows, failed);
    measureSizing(scale, repository, progress, rows, failed);
    Report report = new Report(rows);
    report.write(repository.resolve("target/bench.jsonl"));
    System.out.println();
    System.out.print(report.table());
    failed.forEach(name -> System.out.println("NOT MEASURED: " + name));
    System.exit(failed.isEmpty() ? 0 : 1);
  }

  private static void warnIfBusy(Progress progress) {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    if (load > 1) {
      progress.say("others work on this machine (load %.1f): all figures will be too high", load);
    }
  }

  private static void measureShards(
      Scale scale, Path repository, Progress progress, List<Row> rows, List<String> failed)
      throws Exception {
    if (SHARDS.stream().noneMatch(name -> name.contains(scale.only()))) {
      return;
    }
    progress.say("starting a control plane for %d shards", scale.shards());
    try (Rig rig = Rig.start(scale, repository, progress);
        Standing standing = new Standing(rig)) {
      Map<String, Measurement> wanted = measurements(rig, standing);
      wanted.keySet().removeIf(name -> !name.contains(scale.only()));
      wanted.forEach((name, each) -> measure(name, each, progress, rows, failed));
    }
  }

  /** On a control plane of their own, as real servers and simulated bridges run beside it. */
  private static void measureBridges(
      Scale scale, Path repository, Progress progress, List<Row> rows, List<String> failed)
      throws Exception {
    if (!BRIDGES.contains(scale.only())) {
      return;
    }
    progress.say("starting a control plane for %d pools of bridges", scale.pools());
    try (BridgeRig rig = BridgeRig.start(scale, repository, progress)) {
      measure(BRIDGES + ": from nothing to work", new BridgesActive(rig), progress, rows, failed);
      measure(BRIDGES + ": what they cost", new BridgesAtWork(rig), progress, rows, failed);
      measure(BRIDGES + ": presence to intent", new PresenceToIntent(rig), progress, rows, failed);
    }
  }

  /** In the simulator: it needs no control plane. */
  private static void measureSizing(
      Scale scale, Path repository, Progress progress, List<Row> rows, List<String> failed) {
    if (SIZING.contains(scale.only())) {
      Path folder = repository.resolve("target/sizing");
      measure(SIZING, new SizingFrontier(folder, progress), progress, rows, failed);
    }
  }

  /** Every row of shards that there is: a new one is a class and a line here. */
  private static Map<String, Measurement> measurements(Rig rig, Standing standing) {
    Map<String, Measurement> all = new LinkedHashMap<>();
    all.put(SHARDS.get(0), new ApplyToExist(rig));
    all.put(SHARDS.get(1), new RequestsPerShard(rig, standing));
    all.put(SHARDS.get(2), new AtRest(rig, standing));
    all.put(SHARDS.get(3), new StartToPlanned(rig, standing));
    return all;
  }

  private static void measure(
      String name,
      Measurement measurement,
      Progress progress,
      List<Row> rows,
      List<String> failed) {
    progress.say("== %s", name);
    try {
      rows.addAll(measurement.rows());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failed.add(name + ": interrupted");
    } catch (Exception e) {
      e.printStackTrace();
      failed.add(name + ": " + e.getMessage());
    }
  }
}
