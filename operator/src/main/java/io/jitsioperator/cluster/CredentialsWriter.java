package io.jitsioperator.cluster;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jitsioperator.cluster.WriteMetrics.Outcome;
import io.jitsioperator.intent.Generate;
import io.jitsioperator.world.ObjectRef;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Makes a generated Secret exist. A password that is there is never changed: creation is a POST,
 * which fails if the Secret exists, and an addition names the version of the Secret that was read
 * just before, so that a stale cache or a second writer can cost a request, but no password.
 */
final class CredentialsWriter {

  /** Length of a password; with 36 letters and digits, 165 bits. */
  private static final int LENGTH = 32;

  private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

  /** A conflict each time would take a writer that never rests. */
  private static final int TRIES = 5;

  private static final PatchContext MERGE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager(ObjectWriter.FIELD_MANAGER)
          .build();

  /** What was done: the keys of a new Secret, or those put back into an existing one. */
  sealed interface Result {
    record Complete() implements Result {}

    record Created(List<String> keys, Secret answer) implements Result {}

    record Restored(List<String> keys) implements Result {}

    record Taken(NameTaken by) implements Result {}
  }

  private final KubernetesClient client;
  private final WriteMetrics metrics;
  private final RandomGenerator random = new SecureRandom();

  CredentialsWriter(KubernetesClient client, WriteMetrics metrics) {
    this.client = client;
    this.metrics = metrics;
  }

  /** Whether the Secret in the cache says that nothing is to be done. A stale cache may say so. */
  static boolean isComplete(Owner owner, Generate generate, Optional<Secret> cached) {
    return cached
        .filter(secret -> owner.owns(secret) && missing(generate, secret).isEmpty())
        .isPresent();
  }

  /**
   * Creates or completes the Secret.
   *
   * @throws KubernetesClientException if the API server refused, or others kept writing
   */
  Result write(Owner owner, Generate generate) {
    for (int i = 0; i < TRIES; i++) {
      try {
        // Where nothing was ever made there is most likely nothing; the POST finds out.
        var look = i > 0 || !owner.fresh();
        var existing = look ? client.resource(generate.secret()).get() : null;
        return existing == null ? create(generate) : complete(owner, generate, existing);
      } catch (KubernetesClientException e) {
        if (e.getCode() != 409) {
          throw e;
        }
      }
    }
    throw new KubernetesClientException(
        "%s: others kept writing it".formatted(ObjectRef.of(generate.secret())));
  }

  private Result create(Generate generate) {
    var secret = new SecretBuilder(generate.secret()).addToData(draw(generate.keys())).build();
    var answer = client.resource(secret).create();
    metrics.wrote("Secret", Outcome.CREATED);
    return new Result.Created(generate.keys(), answer);
  }

  private Result complete(Owner owner, Generate generate, Secret existing) {
    if (!owner.owns(existing)) {
      return new Result.Taken(NameTaken.by(ObjectRef.of(generate.secret()), existing));
    }
    var missing = missing(generate, existing);
    if ((missing.isEmpty() && isLabelled(generate, existing))
        || existing.getMetadata().getDeletionTimestamp() != null) {
      return new Result.Complete();
    }
    var version = existing.getMetadata().getResourceVersion();
    var labels = generate.secret().getMetadata().getLabels();
    var patch =
        Map.of(
            "metadata",
            Map.of("resourceVersion", version, "labels", labels),
            "data",
            draw(missing));
    client.resource(existing).patch(MERGE, Serialization.asJson(patch));
    metrics.wrote("Secret", Outcome.CHANGED);
    return missing.isEmpty() ? new Result.Complete() : new Result.Restored(missing);
  }

  /** Without its labels our caches do not show it. */
  private static boolean isLabelled(Generate generate, Secret existing) {
    var labels = existing.getMetadata().getLabels();
    return labels != null
        && labels.entrySet().containsAll(generate.secret().getMetadata().getLabels().entrySet());
  }

  private static List<String> missing(Generate generate, Secret secret) {
    var data = Optional.ofNullable(secret.getData()).orElse(Map.of());
    // An empty value is nobody's password.
    return generate.keys().stream().filter(key -> data.getOrDefault(key, "").isEmpty()).toList();
  }

  private Map<String, String> draw(List<String> keys) {
    var values = new TreeMap<String, String>();
    for (var key : keys) {
      var password = new StringBuilder(LENGTH);
      for (int i = 0; i < LENGTH; i++) {
        password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
      var bytes = password.toString().getBytes(StandardCharsets.US_ASCII);
      values.put(key, Base64.getEncoder().encodeToString(bytes));
    }
    return values;
  }
}
