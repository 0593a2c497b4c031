package io.jitsioperator.simulate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be asked for; picocli fills it. */
final class SimulateOptions {

  @Option(
      names = "--load",
      paramLabel = "NAME",
      description =
          "What people do: diurnal (default), top-of-the-hour, school-bell, join-burst, webinar,"
              + " slow-tail, flapping, week.")
  @Nullable String load;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "What people did: CSV with the columns seconds,conference,participants. From that second"
              + " on the conference has that many; 0 ends it.")
  @Nullable Path trace;

  @Option(
      names = "--policy",
      split = ",",
      paramLabel = "NAME",
      description = "What decides, one or more, with commas (default: all).")
  List<String> policies = new ArrayList<>();

  @Option(names = "--seed", description = "Of all that is left to chance (default: 1).")
  long seed = 1;

  @Option(
      names = "--bridges",
      description = "Full bridges that a load needs at its peak, 1 to 500 (default: 12).")
  int bridges = 12;

  @Option(
      names = "--fault",
      paramLabel = "NAME[@SECONDS]",
      description =
          "What goes wrong, from when on (default: half time); can be repeated: metrics-gap,"
              + " half-silent, lying-bridge, lying-bridge-high, no-nodes, slow-image-pull,"
              + " noisy-neighbour, operator-restart, node-drain.")
  List<String> faults = new ArrayList<>();

  @Option(names = "--min", description = "The fewest bridges (default: 1, or what --pool says).")
  @Nullable Integer min;

  @Option(
      names = "--max",
      description = "The most bridges (default: twice --bridges, or what --pool says).")
  @Nullable Integer max;

  @Option(
      names = "--lead-time",
      paramLabel = "SECONDS",
      description = "From a pod to a bridge that serves: a number or a range (default: 20-60).")
  String leadTime = "20-60";

  @Option(
      names = "--node-lead-time",
      paramLabel = "SECONDS",
      description = "From a pod without room to one more node (default: 240-300).")
  String nodeLeadTime = "240-300";

  @Option(
      names = "--warm-nodes",
      description = "Nodes that are there from the beginning (default: as many as it takes).")
  int warmNodes = SimulateRun.PLENTY;

  @Option(
      names = "--max-nodes",
      description = "Nodes that there can be, warm ones included (default: any number).")
  int maxNodes = SimulateRun.PLENTY;

  @Option(names = "--bridges-per-node", description = "That find room on a node (default: 1).")
  int bridgesPerNode = 1;

  @Option(
      names = "--shared-cpu",
      description =
          "No CPU limit parts the bridges of a node: together they bear what one bears, and each"
              + " measures all.")
  boolean sharedCpu;

  @Option(
      names = "--target",
      paramLabel = "STRESS",
      description = "That bridges should have, above 0 to 1 (default: the policy's own).")
  @Nullable Double target;

  @Option(names = "--format", description = "table (default) or json.")
  String format = "table";

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Draws load, capacity and overload into an .svg or .png file.")
  @Nullable Path plot;

  @Option(
      names = "--pool",
      paramLabel = "FILE",
      description = "A manifest with a BridgePool, whose spec.autoscaling our policy follows.")
  @Nullable Path pool;
}
