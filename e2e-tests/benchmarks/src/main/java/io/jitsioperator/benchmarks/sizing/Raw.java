package io.jitsioperator.benchmarks.sizing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jitsioperator.benchmarks.sizing.FaultTrials.FaultTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Every run, for machines: an array with one object a run. */
final class Raw {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Raw() {}

  static void write(List<Trial> trials, List<FaultTrial> faults, Path file) throws IOException {
    ArrayNode all = JSON.createArrayNode();
    trials.forEach(each -> all.add(object(each)));
    faults.forEach(
        each ->
            all.add(
                object(each.trial())
                    .put("fault", each.fault().word())
                    .put("shrinks", each.shrinks())
                    .put("growth", each.growth())));
    Files.writeString(file, JSON.writeValueAsString(all) + "\n");
  }

  private static ObjectNode object(Trial trial) {
    ObjectNode object = JSON.createObjectNode();
    object
        .put("load", trial.load())
        .put("setting", trial.setting())
        .put("usual", trial.usual())
        .put("seed", trial.seed())
        .put("days", trial.days());
    object.setAll((ObjectNode) JSON.valueToTree(trial.result()));
    return object;
  }
}
