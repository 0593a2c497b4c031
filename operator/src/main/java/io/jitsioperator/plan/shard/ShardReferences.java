package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.api.v1alpha1.JitsiShardStatus;
import io.jitsioperator.api.v1alpha1.PodFields;
import io.jitsioperator.world.OptionalApi;
import io.jitsioperator.world.References.Names;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must be known of the cluster before a shard can be planned. */
public final class ShardReferences {

  private ShardReferences() {}

  /** Names in the shard's own namespace. */
  public static Names of(JitsiShard shard) {
    var spec = shard.getSpec();
    var secrets = new HashSet<String>();
    var configMaps = new HashSet<String>();
    secrets.add(Credentials.secretOf(shard));
    Login.secrets(spec.authentication()).forEach(ref -> secrets.add(ref.name()));
    Login.file(spec.authentication()).ifPresent(ref -> configMaps.add(ref.name()));
    if (spec.turn() != null) {
      secrets.add(spec.turn().secretRef().name());
    }
    for (PodFields fields : List.of(spec.prosody(), spec.jicofo(), spec.web())) {
      var files = fields.customConfigMap();
      if (files != null) {
        configMaps.add(files.name());
      }
      fields.extraEnv().forEach(variable -> addReferred(variable, secrets, configMaps));
    }
    return new Names(secrets, configMaps);
  }

  /** The kinds that the spec asks for and that a cluster may have or not. */
  public static Set<OptionalApi> apis(JitsiShard shard) {
    var apis = EnumSet.noneOf(OptionalApi.class);
    if (shard.getSpec().web().gateway() != null) {
      apis.add(OptionalApi.HTTP_ROUTE);
    }
    if (shard.getSpec().monitoring() != null) {
      apis.add(OptionalApi.POD_MONITOR);
    }
    return apis;
  }

  /** Whether it matters who else has the same domain. */
  public static boolean needsNamesakes(JitsiShard shard) {
    var web = shard.getSpec().web();
    return web.ingress() != null || web.gateway() != null;
  }

  /** Whether the shard's host was found to be another one's too, which that one may not know. */
  public static boolean hasNewRival(@Nullable JitsiShardStatus before, JitsiShardStatus now) {
    return Exposure.isContested(now) && (before == null || !Exposure.isContested(before));
  }

  private static void addReferred(
      EnvVar variable, HashSet<String> secrets, HashSet<String> configMaps) {
    var from = variable.getValueFrom();
    if (from != null && from.getSecretKeyRef() != null) {
      secrets.add(from.getSecretKeyRef().getName());
    }
    if (from != null && from.getConfigMapKeyRef() != null) {
      configMaps.add(from.getConfigMapKeyRef().getName());
    }
  }
}
