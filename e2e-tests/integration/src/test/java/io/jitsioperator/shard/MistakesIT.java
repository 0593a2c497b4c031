package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What a user gets wrong is said with the next step; what runs goes on, and the right word clears
 * it.
 */
@ExtendWith(ShardCluster.class)
@Execution(ExecutionMode.CONCURRENT)
class MistakesIT {

  /** Of no other test: hosts are compared in the whole cluster. */
  private static final String INGRESS = "web: {ingress: {className: of-mistakes}}";

  private final RunningOperator operator;

  MistakesIT(RunningOperator operator) {
    this.operator = operator;
  }

  @Test
  void aMistypedNameRestartsNothing(TestNamespace namespace) {
    namespace.apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: own}
        data: {custom-jicofo.conf: ''}
        """);
    namespace.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: turn}
        stringData: {key: secret0}
        """);
    Shard shard = namespace.shard("eu1", custom("own"), turn("turn")).awaitReady();
    Map<String, String> pods = shard.pods();
    namespace.shard("eu1", custom("owm"), turn("turn"));
    shard.awaitCondition("UpdatePending=True (MissingConfigMap)", "ConfigMap owm");
    namespace.shard("eu1", custom("own"), turn("tern"));
    shard.awaitCondition("UpdatePending=True (MissingSecret)", "Secret tern");
    shard.letItLook();
    shard.awaitReady().assertPods(pods);
    namespace.shard("eu1", custom("own"), turn("turn"));
    shard.await("UpdatePending=False");
    shard.letItLook();
    shard.awaitReady().assertPods(pods);
  }

  private static String custom(String configMap) {
    return "jicofo: {customConfigMap: {name: %s}}".formatted(configMap);
  }

  private static String turn(String secret) {
    return "turn: {hosts: [turn.example.com], secretRef: {name: %s, key: key}}".formatted(secret);
  }

  @Test
  void twoShardsAskForOneHostAtOneIngress(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1", INGRESS).awaitReady();
    shard.await("WebExposed=True (Exposed)");
    namespace.apply(Shard.manifest("eu2", INGRESS).replace("eu2.example", "eu1.example"));
    Shard other = new Shard(operator, namespace.name(), "eu2");
    assertThat(other.await("WebExposed=False (HostTaken)")).contains(namespace.name() + "/eu1");
    assertThat(shard.await("WebExposed=False (HostTaken)")).contains(namespace.name() + "/eu2");
    Eventually.see(
        "both have their Ingress",
        () -> namespace.kubectl("get", "ingress", "-o", "name").lines().count(),
        count -> count == 2);
    namespace.shard("eu2", INGRESS);
    other.await("WebExposed=True (Exposed)");
    shard.await("WebExposed=True (Exposed)");
  }

  @Test
  void aClassOfDisksThatDoesNotExistIsMendedAsTheNextStepSays(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1", internal("size: 1Gi, className: absent"));
    assertThat(shard.await("StorageReady=False (ClaimUnbound)"))
        .contains("accounts-eu1-prosody-0", "kubectl describe pvc");
    shard.await("ProsodyReady=False (ClaimUnbound)");
    namespace.shard("eu1", internal("size: 1Gi"));
    namespace.kubectl("delete", "statefulset", "eu1-prosody");
    // Without waiting: kubectl may take the new claim of that name for the old one.
    namespace.kubectl("delete", "pvc", "accounts-eu1-prosody-0", "--wait=false");
    shard.awaitReady();
    shard.await("StorageReady=True (Claimed)");
  }

  private static String internal(String storage) {
    return "authentication: {type: Internal}\n  prosody: {storage: {%s}}".formatted(storage);
  }
}
