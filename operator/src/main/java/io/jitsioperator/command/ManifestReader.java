package io.jitsioperator.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the Kubernetes objects of YAML or JSON files. */
final class ManifestReader {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ManifestReader() {}

  /**
   * All objects of a file in their order; the items of a {@code List} stand for themselves.
   *
   * @throws BadInput if there is no such file, if it is no YAML, or if it holds something that is
   *     no Kubernetes object
   */
  static List<Manifest> read(String file) throws BadInput {
    LoadSettings settings = LoadSettings.builder().setLabel(file).build();
    String text = text(file);
    List<Manifest> manifests = new ArrayList<>();
    try {
      for (Node document : new Compose(settings).composeAllFromString(text)) {
        Object value =
            new StandardConstructor(settings).constructSingleDocument(Optional.of(document));
        int line = document.getStartMark().map(Mark::getLine).orElse(0) + 1;
        add(file + ":" + line, JSON.valueToTree(value), manifests);
      }
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
      throw new BadInput("%s:%d: this is no YAML: %s.".formatted(file, line, e.getProblem()));
    } catch (YamlEngineException e) {
      throw new BadInput("%s: this is no YAML: %s".formatted(file, e.getMessage()));
    }
    return manifests;
  }

  private static void add(String place, JsonNode value, List<Manifest> manifests) throws BadInput {
    if (value.isNull()) {
      return;
    }
    if (!(value instanceof ObjectNode object)
        || !object.path("kind").isTextual()
        || !object.path("apiVersion").isTextual()) {
      throw new BadInput(
          place + ": this is no Kubernetes object: it needs the fields apiVersion and kind.");
    }
    if (object.path("kind").asText().equals("List")) {
      for (JsonNode item : object.path("items")) {
        add(place, item, manifests);
      }
    } else {
      manifests.add(new Manifest(place, object));
    }
  }

  private static String text(String file) throws BadInput {
    try {
      return Files.readString(Path.of(file));
    } catch (NoSuchFileException | InvalidPathException e) {
      throw new BadInput(file + ": there is no such file.");
    } catch (MalformedInputException e) {
      throw new BadInput(file + ": this is no text in UTF-8.");
    } catch (IOException e) {
      throw new BadInput(file + ": it cannot be read: " + e.getMessage() + ".");
    }
  }
}
