package io.jitsioperator.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A committed file that is made of others. {@code -Dcharts.update=true} writes it. */
final class Generated {

  private Generated() {}

  static void check(Path file, String text) throws IOException {
    if (Boolean.getBoolean("charts.update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as(
            "%s is stale: run make charts, read the difference and commit it",
            Repository.file("").relativize(file))
        .isEqualTo(text);
  }
}
