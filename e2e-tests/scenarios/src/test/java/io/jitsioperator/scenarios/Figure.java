package io.jitsioperator.scenarios;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One figure among those that {@code make bench} writes, in its format.
 *
 * @param name never changes, so that runs can be compared
 * @param value what was measured
 * @param unit of value and target
 * @param target the most that it shall be
 */
record Figure(String name, double value, String unit, double target) {

  boolean met() {
    return value <= target;
  }

  /** Prints it and puts it in the place of an older one of that name. */
  void write() throws IOException {
    Story.say(
        "%s: %.1f %s (target: at most %.0f%s)", name, value, unit, target, met() ? "" : ", MISSED");
    Path file = Settings.repository().resolve("target/bench.jsonl");
    ObjectMapper json = new ObjectMapper();
    List<String> lines = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        if (!json.readTree(line).path("name").asText().equals(name)) {
          lines.add(line);
        }
      }
    }
    lines.add(row(json).toString());
    Files.createDirectories(file.getParent());
    Files.write(file, lines);
  }

  private ObjectNode row(ObjectMapper json) {
    return json.createObjectNode()
        .put("name", name)
        .put("value", value)
        .put("unit", unit)
        .putNull("baseline")
        .putNull("ratio")
        .put("target", target)
        .put("met", met());
  }
}
