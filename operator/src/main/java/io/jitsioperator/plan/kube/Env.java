package io.jitsioperator.plan.kube;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variables of a container, written from top to bottom. */
public final class Env {

  private final List<EnvVar> variables = new ArrayList<>();

  /** A fixed value. */
  public Env set(String name, String value) {
    variables.add(new EnvVarBuilder().withName(name).withValue(value).build());
    return this;
  }

  /** A number. */
  public Env set(String name, int value) {
    return set(name, Integer.toString(value));
  }

  /** A switch as 1 or 0; nothing if the user left it to the image. */
  public Env given(String name, @Nullable Boolean value) {
    return value == null ? this : set(name, value ? 1 : 0);
  }

  /** A switch that the image has the other way round. */
  public Env givenNot(String name, @Nullable Boolean value) {
    return value == null ? this : set(name, value ? 0 : 1);
  }

  /** A number; nothing if the user left it to the image. */
  public Env given(String name, @Nullable Integer value) {
    return value == null ? this : set(name, value.intValue());
  }

  /** A text; nothing if the user left it to the image. */
  public Env given(String name, @Nullable String value) {
    return value == null ? this : set(name, value);
  }

  /** A list, which the images split at commas; nothing if it is empty. */
  public Env given(String name, List<String> values) {
    return values.isEmpty() ? this : set(name, String.join(",", values));
  }

  /** The value of a key of a Secret. */
  public Env secret(String name, String secret, String key) {
    variables.add(
        new EnvVarBuilder()
            .withName(name)
            .withNewValueFrom()
            .withNewSecretKeyRef(key, secret, null)
            .endValueFrom()
            .build());
    return this;
  }

  /** A field of the pod, as it is when the container starts. */
  public Env field(String name, String path) {
    variables.add(
        new EnvVarBuilder()
            .withName(name)
            .withNewValueFrom()
            .withNewFieldRef("v1", path)
            .endValueFrom()
            .build());
    return this;
  }

  /**
   * Ours, but where the user names the same variable, the user's. Each name stands once: Kubernetes
   * takes duplicates, but server-side apply merges by name and would never come to rest.
   */
  public List<EnvVar> with(List<EnvVar> users) {
    var all = new ArrayList<>(variables);
    for (var user : users) {
      all.removeIf(ours -> ours.getName().equals(user.getName()));
      all.add(user);
    }
    return List.copyOf(all);
  }
}
