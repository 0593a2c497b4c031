package io.jitsioperator.plan.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** {@code docs/troubleshooting.md} is made from the reasons; {@code make docs} writes it anew. */
final class TroubleshootingTest {

  private static final Path PAGE = Path.of("../docs/troubleshooting.md");
  private static final Path MEANINGS = Path.of("src/test/resources/reasons.properties");

  private static final String HEAD =
      """
      # Troubleshooting by the reason of a condition

      Generated from the reasons that the operator knows, by `make docs`.

      `kubectl describe jitsishard NAME` shows the conditions. Each has a status, a reason (a word of this page) and a
      message that says what is so and what to do next. `Ready` sums up the parts. `UpdatePending` says what waits for
      what; [updates.md](updates.md) says how to hasten it.

      """;

  private static final Map<Concern, String> TITLES =
      new EnumMap<>(
          Map.of(
              Concern.USER, "Somebody has to act",
              Concern.PASSING, "It waits, or takes its time",
              Concern.NONE, "For information"));

  @Test
  void everyReasonHasAMeaningAndNothingElseHas() throws IOException {
    var words = Arrays.stream(Reason.values()).map(Reason::word).toList();
    assertEquals(
        new TreeSet<>(words),
        new TreeSet<>(meanings().stringPropertyNames()),
        "reasons with a sentence in operator/" + MEANINGS);
  }

  @Test
  void thePageIsCurrent() throws IOException {
    var page = page();
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(PAGE, page);
    }
    assertEquals(page, Files.readString(PAGE), "docs/troubleshooting.md is stale: run `make docs`");
  }

  private static String page() throws IOException {
    var meanings = meanings();
    var page = new StringBuilder(HEAD);
    for (var concern : List.of(Concern.USER, Concern.PASSING, Concern.NONE)) {
      page.append("## ").append(TITLES.get(concern)).append("\n\n");
      page.append("| Reason | What it means | What to do |\n|---|---|---|\n");
      Arrays.stream(Reason.values())
          .filter(reason -> reason.concern() == concern)
          .forEach(reason -> page.append(row(reason, meanings)));
      page.append("\n");
    }
    return page.toString().stripTrailing() + "\n";
  }

  private static String row(Reason reason, Properties meanings) {
    return "| `%s` | %s | %s |\n"
        .formatted(reason.word(), meanings.getProperty(reason.word(), ""), reason.nextStep());
  }

  private static Properties meanings() throws IOException {
    var meanings = new Properties();
    try (Reader file = Files.newBufferedReader(MEANINGS)) {
      meanings.load(file);
    }
    return meanings;
  }
}
