package io.jitsioperator.plan.bridges;

import io.jitsioperator.plan.Goldens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the planner makes of a pool: {@code src/test/goldens-of-pools} holds it, word by word. A
 * folder with {@code in-spec.yaml} shows an attached pool of that spec before its first bridge; the
 * others are made here.
 */
final class PoolGoldenTest {

  static final Path GOLDENS = Path.of("src/test/goldens-of-pools");

  private static final PoolStage ALL = PoolStage.of("{ from: All }");
  private static final PoolStage ATTACHED = ALL.holds(PoolStage.SHARD, PoolStage.PASSWORD);

  private static final Map<String, PoolStage> ATTACHMENTS =
      Map.of(
          "let-in", ALL,
          "attached", ATTACHED,
          "denied", PoolStage.of("{ from: Same }"),
          "let-in-no-more", ATTACHED.allowed("{ from: Same }"),
          "no-shard", ALL.shards(List.of()),
          "paused", ALL.paused(),
          "not-watched", ALL.shards(List.of()).watched("b"),
          "labels-forbidden",
              PoolStage.of("{ from: Selector, selector: { matchLabels: { a: b } } }").forbidden());

  private static final Map<String, PoolScene> SCENES =
      Map.of(
          "serving", PoolScene.replicas(2, bridge(1, 7), bridge(2, 3)),
          "waits-for-its-address", PoolScene.replicas(1, SeenBridge.bound("extra-1", "node-1")),
          "busy-scale-down", PoolScene.replicas(1, bridge(1, 7), bridge(2, 3), bridge(3, 5)),
          "scale-down-taken-back",
              PoolScene.replicas(2, bridge(1, 7), bridge(2, 3).leaves("ScaleDown", 60)),
          "node-cordoned", PoolScene.replicas(2, bridge(1, 7), bridge(2, 3)).cordons("node-1"),
          "patience-is-over", PoolScene.replicas(1, bridge(1, 7), bridge(2, 3).leaves("Node", 6)),
          "empty-and-ended",
              PoolScene.replicas(
                  1,
                  bridge(1, 7),
                  bridge(2, 0).leaves("Update", 6),
                  bridge(3, 0).leaves("Update", 6).finished()),
          "pool-deleted", PoolScene.replicas(2, bridge(1, 7), bridge(2, 0)).going());

  private static SeenBridge bridge(int number, int people) {
    return SeenBridge.of("extra-" + number, "node-" + number, people);
  }

  @TestFactory
  Stream<DynamicTest> attachments() {
    return new TreeMap<>(ATTACHMENTS)
        .entrySet().stream()
            .map(e -> test(e.getKey(), PoolPlanner.plan(e.getValue().world(), PoolStage.SETTINGS)));
  }

  @TestFactory
  Stream<DynamicTest> scenes() {
    return new TreeMap<>(SCENES)
        .entrySet().stream().map(e -> test(e.getKey(), e.getValue().plan()));
  }

  @TestFactory
  Stream<DynamicTest> specs() throws IOException {
    try (var folders = Files.list(GOLDENS)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("in-spec.yaml")))
          .sorted()
          .toList()
          .stream()
          .map(folder -> String.valueOf(folder.getFileName()))
          .map(name -> test(name, spec(name).plan()));
    }
  }

  /** The pool of the golden case of that name. */
  static PoolScene spec(String name) {
    try {
      return PoolScene.of(Files.readString(GOLDENS.resolve(name).resolve("in-spec.yaml")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DynamicTest test(String name, PoolPlanner.Plan plan) {
    return DynamicTest.dynamicTest(
        name, () -> Goldens.check(GOLDENS.resolve(name), plan.intent(), plan.errands()));
  }
}
