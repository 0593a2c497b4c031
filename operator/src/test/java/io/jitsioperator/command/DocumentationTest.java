package io.jitsioperator.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever copies an example of the guides gets what it promises. */
class DocumentationTest {

  private static final Path DOCS = Path.of("../docs");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");

  @TempDir Path folder;

  private record Example(String place, String yaml) {

    @Override
    public String toString() {
      return place;
    }
  }

  static List<Example> examples() throws IOException {
    List<Path> guides;
    try (Stream<Path> files = Files.list(DOCS)) {
      guides =
          files.filter(f -> f.toString().endsWith(".md")).sorted().collect(Collectors.toList());
    }
    guides.add(DOCS.resolveSibling("README.md"));
    List<Example> examples = new ArrayList<>();
    for (Path guide : guides) {
      var blocks = BLOCK.matcher(Files.readString(guide));
      while (blocks.find()) {
        String place = guide.getFileName() + " example " + (examples.size() + 1);
        examples.add(new Example(place, blocks.group(1)));
      }
    }
    return examples;
  }

  @Test
  void thereAreExamplesOfEachGuide() throws IOException {
    assertThat(examples())
        .extracting(Example::place)
        .anyMatch(place -> place.startsWith("README.md"))
        .anyMatch(place -> place.startsWith("exposure.md"))
        .anyMatch(place -> place.startsWith("authentication.md"))
        .anyMatch(place -> place.startsWith("turn.md"))
        .anyMatch(place -> place.startsWith("bridges.md"))
        .anyMatch(place -> place.startsWith("tenancy.md"));
  }

  /** As a manifest: it fits the schema, and all that it refers to is in the example. */
  @ParameterizedTest
  @MethodSource("examples")
  void anExampleIsWholeAndCanBePlanned(Example example) throws IOException {
    Path file = Files.writeString(folder.resolve("example.yaml"), example.yaml());
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exit = PlanCommand.run(List.of(file.toString()), stream(out), stream(err));
    String said = err.toString(StandardCharsets.UTF_8);
    assertThat(exit).as("%s: %s", example.place(), said).isZero();
    assertThat(said).as(example.place()).doesNotContain("is not in the files");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .as(example.place())
        .contains("kind: \"StatefulSet\"", "\"eu1-prosody\"")
        .doesNotContain("=False (Missing")
        .doesNotContain("=False (Unusable");
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
