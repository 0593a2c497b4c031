package io.jitsioperator.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The BridgePool of a manifest, as far as a run needs it. */
final class PoolFile {

  private PoolFile() {}

  /**
   * Its {@code spec.autoscaling}.
   *
   * @throws BadOption if there is none
   */
  static JsonNode autoscaling(Path file) {
    var found = pool(file).path("spec").path("autoscaling");
    if (!found.isObject()) {
      throw new BadOption(
          "--pool "
              + file
              + ": its BridgePool has no spec.autoscaling, so there is nothing to try.");
    }
    return found;
  }

  private static JsonNode pool(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new BadOption("--pool " + file + ": there is no such file.");
    }
    var mapper = new ObjectMapper(new YAMLFactory());
    try (var documents = mapper.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
      while (documents.hasNext()) {
        var document = documents.next();
        if (document.path("kind").asText().equals("BridgePool")) {
          return document;
        }
      }
    } catch (IOException | RuntimeException e) {
      throw new BadOption("--pool " + file + ": it is no YAML (" + firstLine(e) + ").");
    }
    throw new BadOption("--pool " + file + ": there is no BridgePool in it.");
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
