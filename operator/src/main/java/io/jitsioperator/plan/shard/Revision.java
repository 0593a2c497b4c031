package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Secret;
import io.jitsioperator.api.v1alpha1.ConfigMapRef;
import io.jitsioperator.api.v1alpha1.PodFields;
import io.jitsioperator.api.v1alpha1.SecretKey;
import io.jitsioperator.plan.kube.Hash;
import io.jitsioperator.plan.kube.Quantities;
import io.jitsioperator.plan.status.Reason;
import io.jitsioperator.world.Lookup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fingerprint over exactly what a component's pod reads: the user's words and the contents behind
 * them. A pod with another one is restarted when that ends no call. What we template ourselves is
 * not in it: a new version of the operator restarts nothing.
 *
 * @param value empty while something that the pod reads is not known
 * @param gaps what is not known
 */
record Revision(Optional<String> value, List<Gap> gaps) {

  /** On pod templates, and by that on pods. */
  static final String ANNOTATION = "jitsi-operator.io/revision";

  /**
   * Something that a pod reads and that is not there.
   *
   * @param reason as in a condition
   * @param fact a sentence
   * @param certain whether the API server said so; false if it could not be asked
   */
  record Gap(Reason reason, String fact, boolean certain) {}

  Revision {
    gaps = List.copyOf(gaps);
  }

  static Reading of(Scope scope) {
    return new Reading(scope);
  }

  /** Collects what a pod reads. */
  static final class Reading {

    private final Scope scope;
    private final Map<String, Object> read = new HashMap<>();
    private final List<Gap> gaps = new ArrayList<>();

    private Reading(Scope scope) {
      this.scope = scope;
    }

    /** A value of the spec. */
    Reading value(String name, @Nullable Object value) {
      if (value != null) {
        read.put(name, value);
      }
      return this;
    }

    /** Passwords, salted, because the fingerprint can be seen by more people than the Secret. */
    Reading passwords(Credentials credentials, Credentials.Key... keys) {
      gaps.addAll(credentials.gaps());
      for (var key : keys) {
        value("password " + key, salted(credentials.values().getOrDefault(key, "")));
      }
      return this;
    }

    /**
     * Resources and place; how the image gets to the node (pull policy, secrets) changes no pod.
     */
    Reading placement(PodFields fields) {
      value("resources", Quantities.canonical(fields.resources()));
      value("nodeSelector", fields.nodeSelector());
      value("tolerations", fields.tolerations());
      value("affinity", fields.affinity());
      value("topologySpreadConstraints", fields.topologySpreadConstraints());
      value("priorityClassName", fields.priorityClassName());
      return this;
    }

    /** The user's variables and files, with the contents of what they refer to. */
    Reading customisation(PodFields fields) {
      value("extraEnv", fields.extraEnv());
      fields.extraEnv().forEach(this::referred);
      var files = fields.customConfigMap();
      if (files != null) {
        configMap(files.name()).ifPresent(map -> value("files " + files.name(), contents(map)));
      }
      return this;
    }

    /**
     * An entry of a Secret that the image copies into a file.
     *
     * @param usable what the file takes
     * @param said that, in words
     */
    Reading secret(@Nullable SecretKey ref, Pattern usable, String said) {
      if (ref != null) {
        secretKey(ref.name(), ref.key(), false);
        scope
            .world()
            .references()
            .secret(ref.name())
            .found()
            .flatMap(secret -> entry(secret.getData(), ref.key()))
            .map(value -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8))
            .filter(value -> !usable.matcher(value).matches())
            .ifPresent(value -> unusable(ref, said));
      }
      return this;
    }

    /** A file of a ConfigMap. */
    Reading file(@Nullable ConfigMapRef ref, String key) {
      if (ref != null) {
        configMapKey(ref.name(), key, false);
      }
      return this;
    }

    private void unusable(SecretKey ref, String said) {
      var fact = "%s in Secret %s may hold only %s.".formatted(ref.key(), ref.name(), said);
      gap(false, Reason.UNUSABLE_VALUE, fact);
    }

    Revision revision() {
      return new Revision(gaps.isEmpty() ? Optional.of(Hash.of(read)) : Optional.empty(), gaps);
    }

    private void referred(EnvVar variable) {
      var from = variable.getValueFrom();
      if (from != null && from.getSecretKeyRef() != null) {
        var ref = from.getSecretKeyRef();
        secretKey(ref.getName(), ref.getKey(), Boolean.TRUE.equals(ref.getOptional()));
      }
      if (from != null && from.getConfigMapKeyRef() != null) {
        var ref = from.getConfigMapKeyRef();
        configMapKey(ref.getName(), ref.getKey(), Boolean.TRUE.equals(ref.getOptional()));
      }
    }

    private void secretKey(String name, String key, boolean optional) {
      switch (scope.world().references().secret(name)) {
        case Lookup.Found<Secret>(Secret secret) when entry(secret.getData(), key).isPresent() ->
            value("secret " + name + " " + key, salted(entry(secret.getData(), key).get()));
        case Lookup.Found<Secret> found ->
            gap(optional, Reason.MISSING_KEY, "Secret " + name + " lacks " + key + ".");
        case Lookup.Missing<Secret> missing ->
            gap(optional, Reason.MISSING_SECRET, "Secret " + name + " does not exist.");
        case Lookup.Unknown<Secret>(String why) -> unread("Secret " + name, why);
      }
    }

    private void configMapKey(String name, String key, boolean optional) {
      switch (scope.world().references().configMap(name)) {
        case Lookup.Found<ConfigMap>(ConfigMap map) when entry(map.getData(), key).isPresent() ->
            value("config map " + name + " " + key, entry(map.getData(), key).get());
        case Lookup.Found<ConfigMap> found ->
            gap(
                optional,
                Reason.MISSING_CONFIG_MAP_KEY,
                "ConfigMap " + name + " lacks " + key + ".");
        case Lookup.Missing<ConfigMap> missing ->
            gap(optional, Reason.MISSING_CONFIG_MAP, "ConfigMap " + name + " does not exist.");
        case Lookup.Unknown<ConfigMap>(String why) -> unread("ConfigMap " + name, why);
      }
    }

    private Optional<ConfigMap> configMap(String name) {
      var lookup = scope.world().references().configMap(name);
      switch (lookup) {
        case Lookup.Found<ConfigMap> found -> {}
        case Lookup.Missing<ConfigMap> missing ->
            gap(false, Reason.MISSING_CONFIG_MAP, "ConfigMap " + name + " does not exist.");
        case Lookup.Unknown<ConfigMap>(String why) -> unread("ConfigMap " + name, why);
      }
      return lookup.found();
    }

    private void gap(boolean optional, Reason reason, String fact) {
      if (!optional) {
        gaps.add(new Gap(reason, fact, true));
      }
    }

    private void unread(String what, String why) {
      gaps.add(new Gap(Reason.NOT_SEEN_YET, what + " could not be read: " + why + ".", false));
    }

    private String salted(String secret) {
      return Hash.of(scope.uid() + "\n" + secret);
    }

    private static Map<String, Object> contents(ConfigMap map) {
      return Map.of(
          "data", Optional.ofNullable(map.getData()).orElse(Map.of()),
          "binaryData", Optional.ofNullable(map.getBinaryData()).orElse(Map.of()));
    }

    private static Optional<String> entry(Map<String, String> data, String key) {
      return Optional.ofNullable(data).map(all -> all.get(key));
    }
  }
}
