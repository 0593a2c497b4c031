package io.jitsioperator.plan.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jitsioperator.api.v1alpha1.JitsiShardStatus;
import io.jitsioperator.intent.Intent;
import io.jitsioperator.world.ObjectRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the planner makes of each case in {@code src/test/goldens}: a folder with {@code in-*.yaml}
 * holds the expected {@code out-*}. {@code make goldens} writes them anew; read the diff.
 */
final class PlanGoldenTest {

  private static final ObjectMapper SORTED =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  @TestFactory
  Stream<DynamicTest> goldens() {
    return Worlds.list(Worlds.GOLDENS)
        .filter(Files::isDirectory)
        .sorted()
        .map(folder -> DynamicTest.dynamicTest(name(folder), () -> check(folder)));
  }

  private static void check(Path folder) throws IOException {
    var planned = files(ShardPlanner.plan(Worlds.of(folder), Worlds.SETTINGS));
    if (Boolean.getBoolean("goldens.update")) {
      write(folder, planned);
    }
    var expected = expected(folder);
    assertEquals(
        expected.keySet(),
        planned.keySet(),
        "other files than in " + folder + "; if that is meant, run `make goldens`");
    planned.forEach(
        (file, text) ->
            assertEquals(
                expected.get(file),
                text,
                folder.resolve(file) + " differs; if that is meant, run `make goldens`"));
  }

  private static Map<String, String> files(Intent<JitsiShardStatus> intent) {
    var files = new TreeMap<String, String>();
    for (var object : intent.objects()) {
      var ref = ObjectRef.of(object);
      files.put(file(ref), Serialization.asYaml(SORTED.valueToTree(object)));
    }
    files.put("out-status.yaml", Serialization.asYaml(SORTED.valueToTree(intent.status())));
    files.put(
        "out-events.txt",
        lines(
            intent.events().stream()
                .map(e -> e.type().word() + " " + e.reason() + ": " + e.message())));
    files.put("out-intent.txt", lines(rest(intent)));
    return files;
  }

  private static Stream<String> rest(Intent<JitsiShardStatus> intent) {
    var order = intent.objects().stream().map(o -> "apply " + ObjectRef.of(o));
    var generate =
        intent.credentials().stream()
            .map(g -> "generate " + ObjectRef.of(g.secret()) + " " + g.keys());
    var removals =
        intent.removals().stream()
            .map(r -> "remove " + r.ref() + " uid " + r.uid() + " " + r.proof() + ": " + r.why());
    var watch = intent.watch().stream().map(w -> "watch " + w);
    return Stream.of(
            generate, order, removals, watch, Stream.of("look again after " + intent.nextLook()))
        .flatMap(s -> s);
  }

  private static String file(ObjectRef ref) {
    return "out-%s-%s.yaml".formatted(ref.kind().toLowerCase(Locale.ROOT), ref.name());
  }

  private static String lines(Stream<String> lines) {
    return lines.map(line -> line + "\n").collect(Collectors.joining());
  }

  private static Map<String, String> expected(Path folder) {
    return outputs(folder).stream()
        .collect(
            Collectors.toMap(
                f -> f, f -> Worlds.read(folder.resolve(f)), (a, b) -> a, TreeMap::new));
  }

  private static void write(Path folder, Map<String, String> files) throws IOException {
    for (var old : outputs(folder)) {
      Files.delete(folder.resolve(old));
    }
    for (var file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }

  private static Set<String> outputs(Path folder) {
    return Worlds.list(folder)
        .map(PlanGoldenTest::name)
        .filter(name -> name.startsWith("out-"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
