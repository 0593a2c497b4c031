package io.jitsioperator.world;

import io.jitsioperator.api.v1alpha1.JitsiShard;
import java.util.List;
import java.util.Map;

/**
 * What lies around a shard and is not its own.
 *
 * @param apis kinds that the cluster may have or not
 * @param namesakes the other shards, of all watched namespaces, with the same domain
 */
public record Surroundings(Map<OptionalApi, ApiState> apis, List<JitsiShard> namesakes) {

  public Surroundings {
    apis = Map.copyOf(apis);
    namesakes = List.copyOf(namesakes);
  }

  /** Nothing has been asked yet. */
  public static Surroundings none() {
    return new Surroundings(Map.of(), List.of());
  }

  public ApiState api(OptionalApi api) {
    return apis.getOrDefault(api, new ApiState.Unknown("not asked yet"));
  }
}
