package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.api.v1alpha1.PodFields;
import io.jitsioperator.world.References.Names;
import java.util.HashSet;
import java.util.List;

/** The objects that must be read by name before a shard can be planned. */
public final class ShardReferences {

  private ShardReferences() {}

  /** Names in the shard's own namespace. */
  public static Names of(JitsiShard shard) {
    var spec = shard.getSpec();
    var secrets = new HashSet<String>();
    var configMaps = new HashSet<String>();
    secrets.add(Credentials.secretOf(shard));
    for (PodFields fields : List.of(spec.prosody(), spec.jicofo(), spec.web())) {
      var files = fields.customConfigMap();
      if (files != null) {
        configMaps.add(files.name());
      }
      fields.extraEnv().forEach(variable -> addReferred(variable, secrets, configMaps));
    }
    return new Names(secrets, configMaps);
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
