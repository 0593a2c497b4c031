package io.jitsioperator.plan.shard;

import io.jitsioperator.plan.Goldens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the planner makes of each case in {@code src/test/goldens}: a folder with {@code in-*.yaml}
 * holds the expected {@code out-*}. {@code make goldens} writes them anew; read the diff.
 */
final class PlanGoldenTest {

  @TestFactory
  Stream<DynamicTest> goldens() {
    return Worlds.list(Worlds.GOLDENS)
        .filter(Files::isDirectory)
        .sorted()
        .map(
            folder ->
                DynamicTest.dynamicTest(
                    name(folder),
                    () ->
                        Goldens.check(
                            folder, ShardPlanner.plan(Worlds.of(folder), Worlds.SETTINGS))));
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
