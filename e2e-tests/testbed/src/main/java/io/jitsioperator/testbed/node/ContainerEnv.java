package io.jitsioperator.testbed.node;

import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A container's variables, made as a kubelet makes them: Service links, then {@code envFrom}, then
 * {@code env} in its order; later ones win.
 *
 * @param fields of the pod
 * @param contents of its namespace
 */
record ContainerEnv(PodFields fields, Contents contents) {

  /**
   * All variables.
   *
   * @throws Blocked if a Secret, a ConfigMap or a key that is not optional is missing
   */
  Map<String, String> of(Container container) throws Blocked {
    Map<String, String> env = new LinkedHashMap<>();
    boolean links = !Boolean.FALSE.equals(fields.pod().getSpec().getEnableServiceLinks());
    env.putAll(ServiceLinks.of(contents.services(links)));
    for (EnvFromSource source : container.getEnvFrom()) {
      addAll(env, source);
    }
    for (EnvVar each : container.getEnv()) {
      if (each.getValueFrom() == null) {
        env.put(each.getName(), expand(Objects.requireNonNullElse(each.getValue(), ""), env));
      } else {
        value(each.getValueFrom(), container).ifPresent(value -> env.put(each.getName(), value));
      }
    }
    return env;
  }

  private void addAll(Map<String, String> env, EnvFromSource source) throws Blocked {
    String prefix = Objects.requireNonNullElse(source.getPrefix(), "");
    Optional<Map<String, byte[]>> all = Optional.empty();
    if (source.getConfigMapRef() != null) {
      String name = source.getConfigMapRef().getName();
      all = contents.configMap(name);
      require(all, source.getConfigMapRef().getOptional(), "configmap \"" + name + "\"");
    } else if (source.getSecretRef() != null) {
      String name = source.getSecretRef().getName();
      all = contents.secret(name);
      require(all, source.getSecretRef().getOptional(), "secret \"" + name + "\"");
    }
    all.orElse(Map.of()).forEach((key, value) -> env.put(prefix + key, text(value)));
  }

  private Optional<String> value(EnvVarSource source, Container container) throws Blocked {
    if (source.getFieldRef() != null) {
      return Optional.of(fields.field(source.getFieldRef().getFieldPath()));
    }
    if (source.getResourceFieldRef() != null) {
      return Optional.of(fields.resource(source.getResourceFieldRef(), container));
    }
    if (source.getSecretKeyRef() != null) {
      SecretKeySelector ref = source.getSecretKeyRef();
      return key(
          contents.secret(ref.getName()), "secret", ref.getName(), ref.getKey(), ref.getOptional());
    }
    if (source.getConfigMapKeyRef() != null) {
      ConfigMapKeySelector ref = source.getConfigMapKeyRef();
      return key(
          contents.configMap(ref.getName()),
          "configmap",
          ref.getName(),
          ref.getKey(),
          ref.getOptional());
    }
    throw Blocked.config("this source of a variable is not simulated: " + source);
  }

  private static Optional<String> key(
      Optional<Map<String, byte[]>> all,
      String kind,
      String name,
      String key,
      @Nullable Boolean optional)
      throws Blocked {
    require(all, optional, kind + " \"" + name + "\"");
    Optional<String> value =
        all.flatMap(each -> Optional.ofNullable(each.get(key))).map(ContainerEnv::text);
    if (value.isEmpty() && !Boolean.TRUE.equals(optional)) {
      throw Blocked.config("couldn't find key " + key + " in " + kind + " " + name);
    }
    return value;
  }

  private static void require(Optional<?> found, @Nullable Boolean optional, String what)
      throws Blocked {
    if (found.isEmpty() && !Boolean.TRUE.equals(optional)) {
      throw Blocked.config(what + " not found");
    }
  }

  /**
   * Replaces {@code $(NAME)} by a variable that is known already; {@code $$(NAME)} stands for
   * {@code $(NAME)} itself, and unknown names stay as they are.
   */
  static String expand(String text, Map<String, String> known) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '$' && text.startsWith("$$", i)) {
        out.append('$');
        i++;
        continue;
      }
      int end = c == '$' && text.startsWith("$(", i) ? text.indexOf(')', i) : -1;
      if (end < 0) {
        out.append(c);
        continue;
      }
      String reference = text.substring(i, end + 1);
      String name = text.substring(i + 2, end);
      out.append(known.getOrDefault(name, reference));
      i = end;
    }
    return out.toString();
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }
}
