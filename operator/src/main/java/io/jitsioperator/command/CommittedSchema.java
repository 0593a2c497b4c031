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

  private CommittedSchema() {}

  /** The schema of JitsiShard, version v1alpha1. */
  public static JsonNode ofJitsiShard() {
    return of("jitsishards");
  }

  /**
   * The schema of a kind of ours, version v1alpha1.
   *
   * @param plural such as {@code bridgepools}
   */
  public static JsonNode of(String plural) {
    String file = "/crds/" + plural + ".jitsi-operator.io.yaml";
    try (InputStream in = CommittedSchema.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not packed into the program");
      }
      Object crd = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
      return new ObjectMapper().valueToTree(crd).at("/spec/versions/0/schema/openAPIV3Schema");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
