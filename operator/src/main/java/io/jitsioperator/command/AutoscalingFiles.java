package io.jitsioperator.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jitsioperator.api.v1alpha1.Autoscaling;
import io.jitsioperator.api.v1alpha1.BridgePool;
import java.nio.file.Path;
import java.util.List;

/** {@code spec.autoscaling} of BridgePools, with the defaults that the API server would add. */
public final class AutoscalingFiles {

  private AutoscalingFiles() {}

  /**
   * That of the first BridgePool in the file.
   *
   * @throws IllegalArgumentException with a sentence if there is none
   */
  public static Autoscaling read(Path file) {
    try {
      List<ShardFiles.Placed<BridgePool>> pools = ShardFiles.read(List.of(file.toString())).pools();
      if (pools.isEmpty()) {
        throw new IllegalArgumentException("There is no BridgePool in " + file + ".");
      }
      Autoscaling asked = pools.getFirst().resource().getSpec().autoscaling();
      if (asked == null) {
        throw new IllegalArgumentException(
            file + ": its BridgePool has no spec.autoscaling, so there is nothing to try.");
      }
      return asked;
    } catch (BadInput e) {
      throw new IllegalArgumentException(String.join(" ", e.sentences()), e);
    }
  }

  /** What most people write: nothing but maxReplicas. */
  public static Autoscaling usual() {
    JsonNode schema =
        CommittedSchema.of("bridgepools").at("/properties/spec/properties/autoscaling");
    ObjectMapper json = new ObjectMapper();
    JsonNode complete =
        Defaulter.withDefaults(json.createObjectNode().put("maxReplicas", 1), schema);
    return json.convertValue(complete, Autoscaling.class);
  }
}
