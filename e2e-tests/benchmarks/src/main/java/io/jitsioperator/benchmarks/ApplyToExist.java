package io.jitsioperator.benchmarks;

import io.jitsioperator.benchmarks.LeftObject.Id;
import io.jitsioperator.testbed.operator.OperatorProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From the creation of the first shard until the last object of all shards exists, by the operator
 * and, in turn with it, by {@link Floor}: exactly the objects that the operator left behind.
 *
 * <p>The operator's clock includes the creation of the shards, which somebody else does, and runs
 * while it writes statuses and events; the floor's does not. Neither waits for those.
 */
record ApplyToExist(Rig rig) implements Measurement {

  private static final double TARGET = 1.2;

  /**
   * The operator watches its own namespace only: else it would read the floor's objects, too, and
   * take the processor from it.
   */
  private static final String OPERATOR = "bench-operator";

  private static final String FLOOR = "bench-floor";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** What was made for the shards, and when each object was there. */
  private record Round(long start, List<LeftObject> objects, Map<Id, Long> arrivals) {

    Set<Id> ids() {
      return objects.stream().map(LeftObject::id).collect(Collectors.toSet());
    }

    double total() {
      return seconds(
          objects.stream().mapToLong(each -> arrived(each.id())).max().orElseThrow() - start);
    }

    /** Of the times at which shards were complete, the median. */
    double p50() {
      Map<String, Long> complete = new HashMap<>();
      objects.forEach(each -> complete.merge(each.shard(), arrived(each.id()), Math::max));
      return new Spread(complete.values().stream().map(each -> seconds(each - start)).toList())
          .median();
    }

    long arrived(Id id) {
      return Objects.requireNonNull(arrivals.get(id));
    }

    private static double seconds(long nanos) {
      return nanos / 1e9;
    }
  }

  @FunctionalInterface
  private interface Maker {
    void make() throws Exception;
  }

  @Override
  public List<Row> rows() throws Exception {
    Map<String, String> settings = Map.of("JITSI_OPERATOR_WATCH_NAMESPACES", OPERATOR);
    try (OperatorProcess operator = rig.operator(settings)) {
      operator.awaitReady(PATIENCE);
      Round first = warmUp();
      Path log = rig.folder("floor").resolve("floor.log");
      try (FloorProcess floor =
          FloorProcess.start(rig.repository(), rig.kubeconfig("floor"), objects(first), log)) {
        Kinds kinds = Kinds.served(rig.client()).of(first.objects());
        floorRound(floor, kinds, first.ids());
        rig.progress().say("warm: %d objects for each side to make", first.objects().size());
        return rounds(floor, kinds, first.ids());
      }
    }
  }

  private List<Row> rounds(FloorProcess floor, Kinds kinds, Set<Id> expected) throws Exception {
    List<Round> operators = new ArrayList<>();
    List<Round> floors = new ArrayList<>();
    for (int i = 1; i <= rig.scale().rounds(); i++) {
      operators.add(operatorRound(kinds, expected));
      floors.add(floorRound(floor, kinds, expected));
      rig.progress()
          .say(
              "round %d of %d: operator %.2f s, floor %.2f s",
              i, rig.scale().rounds(), operators.getLast().total(), floors.getLast().total());
    }
    return List.of(
        row("objects.total", operators, floors, Round::total),
        row("objects.p50", operators, floors, Round::p50));
  }

  private static Row row(
      String name,
      List<Round> operators,
      List<Round> floors,
      java.util.function.ToDoubleFunction<Round> figure) {
    Spread ours = new Spread(operators.stream().map(figure::applyAsDouble).toList());
    Spread least = new Spread(floors.stream().map(figure::applyAsDouble).toList());
    String note =
        String.format(
            Locale.ROOT,
            "%d objects; operator %s, floor %s",
            operators.getFirst().objects().size(),
            ours,
            least);
    return Row.beside(least.median(), TARGET, name, ours.median(), "s", note);
  }

  /** The first round tells which objects there are, and in which order they come. */
  private Round warmUp() throws Exception {
    Kinds served = Kinds.served(rig.client());
    Shards shards = rig.shards(OPERATOR);
    shards.createNamespace();
    try (Arrivals arrivals = Arrivals.watch(rig.client(), served, OPERATOR)) {
      long start = System.nanoTime();
      shards.create();
      rig.awaitQuiet();
      List<LeftObject> objects = served.owned(OPERATOR);
      Set<String> owners = objects.stream().map(LeftObject::shard).collect(Collectors.toSet());
      if (!owners.equals(new HashSet<>(shards.names()))) {
        throw new IllegalStateException(
            "The operator made objects for %d of %d shards only"
                .formatted(owners.size(), shards.count()));
      }
      return new Round(start, objects, arrivals.soFar());
    } finally {
      shards.delete();
      rig.awaitQuiet();
    }
  }

  private Path objects(Round round) throws IOException {
    List<String> lines =
        round.objects().stream()
            .sorted(Comparator.comparing(each -> round.arrived(each.id())))
            .map(each -> AppliedFields.of(each.json(), FloorProcess.FIELD_MANAGER).toString())
            .toList();
    return Files.write(rig.folder("floor").resolve("objects.jsonl"), lines);
  }

  private Round operatorRound(Kinds kinds, Set<Id> expected) throws Exception {
    Shards shards = rig.shards(OPERATOR);
    shards.createNamespace();
    return round(shards, kinds, expected, shards::create);
  }

  private Round floorRound(FloorProcess floor, Kinds kinds, Set<Id> expected) throws Exception {
    Shards shards = rig.shards(FLOOR);
    shards.createNamespace();
    shards.create();
    floor.prepare(FLOOR);
    rig.awaitQuiet();
    return round(shards, kinds, expected, floor::apply);
  }

  private Round round(Shards shards, Kinds kinds, Set<Id> expected, Maker maker) throws Exception {
    try (Arrivals arrivals = Arrivals.watch(rig.client(), kinds, shards.namespace())) {
      long start = System.nanoTime();
      maker.make();
      Map<Id, Long> when = arrivals.await(expected, PATIENCE);
      Round round = new Round(start, kinds.owned(shards.namespace()), when);
      if (!round.ids().equals(expected)) {
        throw new IllegalStateException(
            "%s has %d objects, others than the %d of the first round"
                .formatted(shards.namespace(), round.ids().size(), expected.size()));
      }
      return round;
    } finally {
      shards.delete();
      rig.awaitQuiet();
    }
  }
}
