package io.jitsioperator.api.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.client.CustomResource;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * One CustomResourceDefinition as it is committed.
 *
 * @param name metadata.name, also the stem of the file's name
 * @param tree the whole object
 */
record Crd(String name, ObjectNode tree) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HEADER =
      "# Generated from the Java records: edit those, then run make crds.\n";

  /** All kinds of this API. */
  static List<Class<? extends CustomResource<?, ?>>> kinds() {
    return List.of(JitsiShard.class, BridgePool.class);
  }

  /** Generates the CRD of one kind from its records. */
  static Crd of(Class<? extends CustomResource<?, ?>> kind) {
    Output output = new Output();
    new CRDGenerator()
        .customResourceClasses(List.of(kind))
        .withParallelGenerationEnabled(false)
        .withOutput(output)
        .detailedGenerate();
    ObjectNode tree = (ObjectNode) parse(output.text());
    new Tidy(kind).apply(tree);
    return new Crd(tree.at("/metadata/name").asText(), tree);
  }

  static JsonNode parse(String yaml) {
    return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }

  /** The text of the committed file. */
  String yaml() {
    // With the core schema True is a boolean, and so the text "True" is quoted: kubectl, too, reads
    // it as a boolean otherwise, and would install a CRD whose conditions can never be written.
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setWidth(120)
            .setSchema(new CoreSchema())
            .build();
    return HEADER + new Dump(settings).dumpToString(JSON.convertValue(tree, Object.class));
  }

  /** Keeps in memory what the generator writes. */
  private static final class Output implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public ByteArrayOutputStream outputFor(String name) {
      return bytes;
    }

    String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }
}
