package io.jitsioperator.plan.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.command.CommittedSchema;
import io.jitsioperator.command.Defaulter;
import java.util.Map;

/** Manifests as the API server stores them: with the defaults of the committed CRDs. */
public final class Stored {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode SHARD = CommittedSchema.ofJitsiShard();
  private static final JsonNode POOL = CommittedSchema.of("bridgepools");

  private Stored() {}

  public static JitsiShard shard(String yaml) {
    return stored(yaml, SHARD, JitsiShard.class);
  }

  public static BridgePool pool(String yaml) {
    return stored(yaml, POOL, BridgePool.class);
  }

  private static <T> T stored(String yaml, JsonNode schema, Class<T> type) {
    JsonNode written = JSON.valueToTree(Serialization.unmarshal(yaml, Map.class));
    return Serialization.unmarshal(Defaulter.withDefaults(written, schema).toString(), type);
  }
}
