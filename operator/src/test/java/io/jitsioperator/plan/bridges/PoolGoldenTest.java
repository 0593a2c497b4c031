package io.jitsioperator.plan.bridges;

import io.jitsioperator.plan.Goldens;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the planner makes of a pool: {@code src/test/goldens-of-pools} holds it, word by word. */
final class PoolGoldenTest {

  private static final Path GOLDENS = Path.of("src/test/goldens-of-pools");

  private static final PoolStage ALL = PoolStage.of("{ from: All }");
  private static final PoolStage ATTACHED = ALL.holds(PoolStage.SHARD, PoolStage.PASSWORD);

  private static final Map<String, PoolStage> CASES =
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

  @TestFactory
  Stream<DynamicTest> goldens() {
    return new TreeMap<>(CASES)
        .entrySet().stream()
            .map(
                each ->
                    DynamicTest.dynamicTest(
                        each.getKey(),
                        () ->
                            Goldens.check(GOLDENS.resolve(each.getKey()), each.getValue().plan())));
  }
}
