package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.jitsioperator.api.v1alpha1.BridgePool;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One pool of a test about who serves whom: it has no bridges. */
record Pool(RunningOperator operator, String namespace, String name) {

  private static final String KEY = "JVB_AUTH_PASSWORD";
  private static final Set<String> KEYS = Set.of(KEY, "custom-jvb.conf", "xmpp-clients.conf");

  /** Applies a pool that names that shard. */
  static Pool apply(RunningOperator operator, TestNamespace namespace, String name, Shard shard) {
    return apply(operator, namespace, name, shard.namespace(), shard.name(), false);
  }

  static Pool apply(
      RunningOperator operator,
      TestNamespace namespace,
      String name,
      String shardNamespace,
      String shard,
      boolean paused) {
    namespace.apply(
        """
        apiVersion: jitsi-operator.io/v1alpha1
        kind: BridgePool
        metadata: { name: %s }
        spec: { shards: [{ namespace: %s, name: %s }], replicas: 0, paused: %s }
        """
            .formatted(name, shardNamespace, shard, paused));
    return new Pool(operator, namespace.name(), name);
  }

  private BridgePool get() {
    return operator
        .client()
        .resources(BridgePool.class)
        .inNamespace(namespace)
        .withName(name)
        .require();
  }

  private List<String> conditions() {
    return Optional.ofNullable(get().getStatus()).stream()
        .flatMap(status -> status.conditions().stream())
        .map(Shard::sentence)
        .toList();
  }

  /** Waits for a condition that begins so, such as {@code ShardsAttached=True}. */
  String await(String beginning) {
    return Eventually.see(
            "%s/%s says %s".formatted(namespace, name, beginning),
            this::conditions,
            all -> all.stream().anyMatch(line -> line.startsWith(beginning)))
        .stream()
        .filter(line -> line.startsWith(beginning))
        .findFirst()
        .orElseThrow();
  }

  Pool awaitAttached() {
    await("ShardsAttached=True (Attached)");
    return this;
  }

  /** The same, and the copy is that of this very shard. */
  void awaitAttachedTo(Shard shard) {
    awaitCopyOf(shard);
    awaitAttached();
  }

  /** What the status says of its one shard. */
  String state() {
    return get().getStatus().shards().getFirst().state();
  }

  /** The copy of the password, if it is there. */
  Optional<Secret> copy() {
    return Optional.ofNullable(
        operator.client().secrets().inNamespace(namespace).withName(name + "-bridges").get());
  }

  /** UID and version of the copy, which must be there. */
  String version() {
    var meta = copy().orElseThrow().getMetadata();
    return meta.getUid() + " " + meta.getResourceVersion();
  }

  /** Waits until the copy holds exactly what bridges need of that shard. */
  void awaitCopyOf(Shard shard) {
    Eventually.see(
        "%s/%s holds the password of %s".formatted(namespace, name, shard.name()),
        () -> copy().map(Secret::getData).orElse(Map.of()),
        data -> holdsOnlyThePasswordOf(shard, data));
  }

  /** The configuration of bridges says it once more, and where they log in; nothing else does. */
  static boolean holdsOnlyThePasswordOf(Shard shard, Map<String, String> data) {
    String password = password(shard);
    return data.keySet().equals(KEYS)
        && password.equals(data.get(KEY))
        && decoded(data.get("xmpp-clients.conf")).contains("\"" + decoded(password) + "\"")
        && decoded(data.get("xmpp-clients.conf"))
            .contains("%s-brewery.%s.svc".formatted(shard.name(), shard.namespace()));
  }

  private static String decoded(@Nullable String value) {
    return new String(
        Base64.getDecoder().decode(Objects.requireNonNull(value)), StandardCharsets.UTF_8);
  }

  static String password(Shard shard) {
    return Eventually.see(
        shard.name() + " has passwords",
        () ->
            Optional.ofNullable(
                    shard
                        .operator()
                        .client()
                        .secrets()
                        .inNamespace(shard.namespace())
                        .withName(shard.part("credentials"))
                        .get())
                .map(secret -> secret.getData().get(KEY))
                .orElse(""),
        value -> !Objects.requireNonNull(value).isEmpty());
  }

  void awaitNoCopy() {
    Eventually.see(namespace + "/" + name + " has no copy", this::copy, Optional::isEmpty);
  }

  /** No Secret of whatever name lies in its namespace. */
  void assertNoSecret() {
    assertThat(operator.client().secrets().inNamespace(namespace).list().getItems())
        .as("Secrets in the namespace of the pool")
        .isEmpty();
  }
}
