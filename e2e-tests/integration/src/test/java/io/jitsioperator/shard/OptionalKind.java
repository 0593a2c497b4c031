package io.jitsioperator.shard;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A kind that a cluster may have or not, and which a test installs and removes.
 *
 * @param name of its definition
 * @param file with the definition, beside this class
 */
record OptionalKind(KubernetesClient client, String name, String file) {

  /** Returns when its objects can be written. */
  void install() {
    try (InputStream yaml =
        Objects.requireNonNull(OptionalKind.class.getResourceAsStream(file), file)) {
      client.apiextensions().v1().customResourceDefinitions().load(yaml).serverSideApply();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName(name)
        .waitUntilCondition(OptionalKind::established, 30, TimeUnit.SECONDS);
  }

  /** Its objects go with it. */
  void remove() {
    client.apiextensions().v1().customResourceDefinitions().withName(name).delete();
  }

  private static boolean established(@Nullable CustomResourceDefinition crd) {
    return crd != null
        && crd.getStatus() != null
        && crd.getStatus().getConditions() != null
        && crd.getStatus().getConditions().stream()
            .anyMatch(c -> "Established".equals(c.getType()) && "True".equals(c.getStatus()));
  }
}
