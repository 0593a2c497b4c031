package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.plan.kube.Labels;
import io.jitsioperator.plan.kube.Ownership;
import io.jitsioperator.plan.shard.BreweryDoor;
import io.jitsioperator.plan.shard.BridgePassword;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.PoolWorld;
import io.jitsioperator.world.ShardId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What bridges need of a shard, in the namespace of their pool: a Secret that the pool owns, with
 * the password of bridges and the configuration in which it stands, and nothing else of the shard.
 * It is derived: nobody but us writes it.
 */
final class PasswordCopy {

  /** Of which shard the copy is; its name alone would not say so after spec.shards has changed. */
  static final String SHARD = "jitsi-operator.io/shard";

  /** In names and labels. */
  static final String COMPONENT = "bridges";

  private PasswordCopy() {}

  static String nameFor(BridgePool pool) {
    return pool.getMetadata().getName() + "-" + COMPONENT;
  }

  /** The copy that this very pool has, of whatever shard. */
  static Optional<Secret> held(PoolWorld world) {
    return world
        .owned()
        .find(Secret.class, nameFor(world.pool()))
        .filter(secret -> Ownership.has(secret, world.pool()));
  }

  static boolean isOf(Secret copy, ShardId shard) {
    var annotations = copy.getMetadata().getAnnotations();
    return annotations != null && shard.toString().equals(annotations.get(SHARD));
  }

  static boolean holds(Secret copy, String password) {
    return copy.getData() != null
        && encoded(password).equals(copy.getData().get(BridgePassword.KEY));
  }

  /**
   * The Secret.
   *
   * @param shard whose bridges these are
   * @param door where they log in there
   */
  static Secret of(BridgePool pool, JitsiShard shard, BreweryDoor door, String password) {
    var uid = String.valueOf(shard.getMetadata().getUid());
    return new SecretBuilder()
        .withNewMetadata()
        .withName(nameFor(pool))
        .withNamespace(pool.getMetadata().getNamespace())
        .withLabels(Labels.all(pool.getMetadata().getName(), COMPONENT))
        .withAnnotations(Map.of(SHARD, ShardId.of(shard).toString()))
        .withOwnerReferences(Ownership.by(pool))
        .endMetadata()
        .withType("Opaque")
        .addToData(BridgePassword.KEY, encoded(password))
        .addToData(JvbConfig.MAIN, encoded(JvbConfig.main(pool.getSpec())))
        .addToData(JvbConfig.WIRING, encoded(JvbConfig.wiring(uid, door, password)))
        .build();
  }

  static Removal removal(Secret copy, String why) {
    var ref = ObjectRef.of(copy);
    return new Removal(
        ref, copy.getMetadata().getUid(), new Removal.Proof.None(), ref + " goes: " + why);
  }

  private static String encoded(String password) {
    return Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8));
  }
}
