package io.jitsioperator.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jitsioperator.intent.Intent;
import io.jitsioperator.world.ObjectRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares an intent with the files {@code out-*} of a folder; {@code make goldens} writes them
 * anew, then read the diff.
 */
public final class Goldens {

  private static final ObjectMapper SORTED =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private Goldens() {}

  /** Asserts that the folder holds exactly that intent. */
  public static void check(Path folder, Intent<?> intent) throws IOException {
    var planned = files(intent);
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

  private static Map<String, String> files(Intent<?> intent) {
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

  private static Stream<String> rest(Intent<?> intent) {
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
        .collect(Collectors.toMap(f -> f, f -> read(folder.resolve(f)), (a, b) -> a, TreeMap::new));
  }

  private static void write(Path folder, Map<String, String> files) throws IOException {
    Files.createDirectories(folder);
    for (var old : outputs(folder)) {
      Files.delete(folder.resolve(old));
    }
    for (var file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }

  private static Set<String> outputs(Path folder) {
    if (!Files.exists(folder)) {
      return Set.of();
    }
    return list(folder)
        .map(path -> String.valueOf(path.getFileName()))
        .filter(name -> name.startsWith("out-"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<Path> list(Path folder) {
    try (var all = Files.list(folder)) {
      return all.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
