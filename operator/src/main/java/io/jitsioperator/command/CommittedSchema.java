package io.jitsioperator.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The OpenAPI schema of our kinds, as it stands in the CRD that belongs to this program. */
public final class CommittedSchema {

  private static final String JITSI_SHARD = "/crds/jitsishards.jitsi-operator.io.yaml";

  private CommittedSchema() {}

  /** The schema of JitsiShard, version v1alpha1. */
  public static JsonNode ofJitsiShard() {
    try (InputStream in = CommittedSchema.class.getResourceAsStream(JITSI_SHARD)) {
      if (in == null) {
        throw new IllegalStateException(JITSI_SHARD + " is not packed into the program");
      }
      Object crd = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
      return new ObjectMapper().valueToTree(crd).at("/spec/versions/0/schema/openAPIV3Schema");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
