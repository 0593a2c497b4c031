package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.plan.kube.Hash;
import io.jitsioperator.plan.kube.Quantities;
import io.jitsioperator.plan.shard.ShardImages;
import io.jitsioperator.world.Lookup;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Fingerprint over exactly what a bridge reads: the user's words and the contents behind them. One
 * with another fingerprint is replaced when that ends no call. What we template ourselves is not in
 * it: a new version of the operator replaces nothing.
 */
final class JvbRevision {

  private JvbRevision() {}

  static String of(PoolScope scope, JitsiShard shard) {
    var spec = scope.spec();
    var read = new HashMap<String, Object>();
    read.put("image", ShardImages.bridge(shard));
    read.put("region", region(scope, shard));
    read.put("media", spec.media().complete());
    read.put("loadMeasurement", spec.loadMeasurement());
    read.put("timeout", Optional.ofNullable(spec.drain().timeout()).orElse(""));
    read.put("resources", Quantities.canonical(spec.resources()));
    read.put("extraEnv", spec.extraEnv());
    read.put("nodeSelector", spec.nodeSelector());
    read.put("tolerations", spec.tolerations());
    read.put("topologySpreadConstraints", spec.topologySpreadConstraints());
    put(read, "affinity", Optional.ofNullable(spec.affinity()));
    put(read, "priorityClassName", Optional.ofNullable(spec.priorityClassName()));
    files(scope).ifPresent(files -> read.put("files", files));
    return Hash.of(read);
  }

  /** The contents of the user's files; empty while they are not known, or there are none. */
  static Optional<Map<String, String>> files(PoolScope scope) {
    var custom = scope.spec().customConfigMap();
    return custom == null
        ? Optional.empty()
        : scope.world().references().configMap(custom.name()).found().map(JvbRevision::contents);
  }

  /** Whether something that a bridge reads is not known, so that none can be judged or made. */
  static boolean isUnknown(PoolScope scope) {
    var custom = scope.spec().customConfigMap();
    return custom != null
        && !(scope.world().references().configMap(custom.name()) instanceof Lookup.Found);
  }

  private static Map<String, String> contents(ConfigMap map) {
    return Optional.ofNullable(map.getData()).orElse(Map.of());
  }

  private static void put(Map<String, Object> read, String name, Optional<?> value) {
    value.ifPresent(given -> read.put(name, given));
  }

  /** The pool's own, or that of its shard. */
  static String region(PoolScope scope, JitsiShard shard) {
    var own = scope.spec().region();
    return own == null ? shard.getSpec().region() : own;
  }
}
