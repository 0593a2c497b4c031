package io.jitsioperator.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  private final Report report =
      new Report(
          List.of(
              Row.beside(2.0, 1.2, "objects", 2.5, "s", "so many"),
              Row.atMost(130, "memory", 130, "MiB", ""),
              Row.of("cpu", 0.25, "s/min", "")));

  @Test
  void theFileHasOneObjectForEachRowAndNullForWhatIsAbsent(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("target/bench.jsonl");
    report.write(file);
    assertThat(Files.readAllLines(file))
        .containsExactly(
            """
            {"name":"objects","value":2.5,"unit":"s","baseline":2.0,"ratio":1.25,"target":1.2,"met":false}""",
            """
            {"name":"memory","value":130.0,"unit":"MiB","baseline":null,"ratio":null,"target":130.0,"met":true}""",
            """
            {"name":"cpu","value":0.25,"unit":"s/min","baseline":null,"ratio":null,"target":null,"met":null}""");
  }

  @Test
  void rowsOfOtherNamesStay(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("bench.jsonl");
    new Report(List.of(Row.of("start", 1, "s", ""), Row.of("cpu", 7, "s/min", ""))).write(file);
    report.write(file);
    assertThat(Files.readAllLines(file))
        .extracting(line -> line.replaceAll(",\"(unit|baseline).*", ""))
        .containsExactly(
            "{\"name\":\"start\",\"value\":1.0",
            "{\"name\":\"objects\",\"value\":2.5",
            "{\"name\":\"memory\",\"value\":130.0",
            "{\"name\":\"cpu\",\"value\":0.25");
  }

  @Test
  void theTableNamesMissedTargets() {
    assertThat(report.table())
        .isEqualTo(
            """
                     value  unit   baseline  ratio  target  met
            objects   2.50  s             2   1.25  ≤ 1.20  MISSED  so many
            memory     130  MiB                      ≤ 130  yes
            cpu       0.25  s/min
            """);
  }
}
