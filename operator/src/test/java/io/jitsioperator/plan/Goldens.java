package io.jitsioperator.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jitsioperator.intent.Errands;
import io.jitsioperator.intent.Intent;
import io.jitsioperator.world.ObjectRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares an intent, and the errands beside it, with the files {@code out-*} of a folder; {@code
 * make goldens} writes them anew, then read the diff.
 */
public final class Goldens {

  private static final ObjectMapper SORTED =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private Goldens() {}

  /** Asserts that the folder holds exactly that intent. */
  public static void check(Path folder, Intent<?> intent) throws IOException {
    compare(folder, files(intent));
  }

  /** The same, and what is done once: new pods as files, the rest in {@code out-errands.txt}. */
  public static void check(Path folder, Intent<?> intent, Errands errands) throws IOException {
    var planned = files(intent);
    errands.births().forEach(pod -> add(planned, pod));
    planned.put("out-errands.txt", lines(ErrandLines.of(errands)));
    compare(folder, planned);
  }

  private static void compare(Path folder, Map<String, String> planned) throws IOException {
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

  private static TreeMap<String, String> files(Intent<?> intent) {
    var files = new TreeMap<String, String>();
    intent.objects().forEach(object -> add(files, object));
    files.put("out-status.yaml", Serialization.asYaml(SORTED.valueToTree(intent.status())));
    files.put(
        "out-events.txt",
        lines(
            intent.events().stream()
                .map(e -> e.type().word() + " " + e.reason() + ": " + e.message())));
    files.put("out-intent.txt", lines(rest(intent)));
    return files;
  }

  private static void add(Map<String, String> files, HasMetadata object) {
    var file = file(ObjectRef.of(object));
    files.put(file, Serialization.asYaml(SORTED.valueToTree(object)));
    if (object instanceof Secret secret) {
      secret.getData().forEach((key, value) -> files.put(file + "." + key, decoded(value)));
    }
  }

  /** For the reader: what a Secret holds is not for the eye as it stands. */
  private static String decoded(String value) {
    var text = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
    return text.endsWith("\n") ? text : text + "\n";
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
