package io.jitsioperator.world;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Map;
import java.util.Set;

/** The objects that a spec refers to by name, all in its own namespace, as they were last read. */
public record References(
    Map<String, Lookup<Secret>> secrets, Map<String, Lookup<ConfigMap>> configMaps) {

  /** Names of what must be read before a plan can be made. */
  public record Names(Set<String> secrets, Set<String> configMaps) {
    public Names {
      secrets = Set.copyOf(secrets);
      configMaps = Set.copyOf(configMaps);
    }
  }

  public References {
    secrets = Map.copyOf(secrets);
    configMaps = Map.copyOf(configMaps);
  }

  /** Nothing has been read yet. */
  public static References none() {
    return new References(Map.of(), Map.of());
  }

  public Lookup<Secret> secret(String name) {
    return secrets.getOrDefault(name, new Lookup.Unknown<>("not read yet"));
  }

  public Lookup<ConfigMap> configMap(String name) {
    return configMaps.getOrDefault(name, new Lookup.Unknown<>("not read yet"));
  }
}
