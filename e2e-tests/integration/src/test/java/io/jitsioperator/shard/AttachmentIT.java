package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Who may attach to a shard, what it gets for that, and how both sides hear of it. */
@ExtendWith(ShardCluster.class)
@Execution(ExecutionMode.CONCURRENT)
class AttachmentIT {

  private static final String ALL = "allowedNamespaces: {from: All}";
  private static final String SAME = "allowedNamespaces: {from: Same}";
  private static final String BY_LABEL =
      "allowedNamespaces: {from: Selector, selector: {matchLabels: {meet: 'yes'}}}";

  private final RunningOperator operator;
  private final KubernetesClient client;

  AttachmentIT(RunningOperator operator) {
    this.operator = operator;
    this.client = operator.client();
  }

  @Test
  void aPoolBesideItsShardAttachesAndSaysWhatComes(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1");
    Pool pool = Pool.apply(operator, namespace, "eu1", shard).awaitAttached();
    pool.awaitCopyOf(shard);
    assertThat(pool.await("Ready=True (Serving)")).contains("0 of 0 bridges serve");
    assertThat(pool.state()).isEqualTo("Attached");
    shard.awaitCondition("AttachmentsGranted=True (AllGranted)", namespace.name() + "/eu1");
    assertCounts(shard, 1, 0);
    shard.awaitReady();
    shard.awaitCondition(
        "BridgesAvailable=False (PoolWithoutBridges)", "See condition Ready of the BridgePool.");
    namespace.kubectl("delete", "bridgepool", "eu1");
    pool.awaitNoCopy();
    shard.awaitCondition("AttachmentsGranted=True (AllGranted)", "No pool names this shard.");
    shard.await("BridgesAvailable=False (NoPool)");
    assertThat(shard.credentials()).as("the shard's own passwords stay").hasSize(7);
  }

  private static void assertCounts(Shard shard, int attached, int denied) {
    var counts = Objects.requireNonNull(shard.get().getStatus().attachments());
    assertThat(counts.attached()).as("attached").isEqualTo(attached);
    assertThat(counts.denied()).as("denied").isEqualTo(denied);
  }

  @Test
  void anotherNamespaceIsLetInOnlyByAGrantAndBothSidesSayIt(TestNamespace namespace) {
    TestNamespace tenant = namespace.another();
    Shard shard = namespace.shard("eu1");
    Pool pool = Pool.apply(operator, tenant, "extra", shard);
    assertDenied(shard, pool);
    pool.assertNoSecret();
    namespace.shard("eu1", ALL);
    pool.awaitAttached().awaitCopyOf(shard);
    shard.awaitCondition("AttachmentsGranted=True", tenant.name() + "/extra");
    namespace.shard("eu1", SAME);
    pool.awaitNoCopy();
    assertDenied(shard, pool);
    pool.assertNoSecret();
  }

  private static void assertDenied(Shard shard, Pool pool) {
    assertThat(pool.await("ShardsAttached=False (NamespaceNotGranted)"))
        .contains(shard.namespace() + "/" + shard.name())
        .contains(pool.namespace())
        .contains("spec.allowedNamespaces");
    assertThat(pool.state()).isEqualTo("Denied");
    shard.awaitCondition(
        "AttachmentsGranted=False (AttachmentDenied)", pool.namespace() + "/" + pool.name());
    assertCounts(shard, 0, 1);
  }

  @Test
  void aLabelOfTheNamespaceLetsItInAndItsLossTakesThePasswordBack(TestNamespace namespace) {
    TestNamespace tenant = namespace.another();
    Shard shard = namespace.shard("eu1", BY_LABEL);
    Pool pool = Pool.apply(operator, tenant, "extra", shard);
    assertDenied(shard, pool);
    tenant.kubectl("label", "namespace", tenant.name(), "meet=yes");
    pool.awaitAttached().awaitCopyOf(shard);
    shard.awaitCondition("AttachmentsGranted=True", tenant.name() + "/extra");
    tenant.kubectl("label", "namespace", tenant.name(), "meet-");
    pool.awaitNoCopy();
    assertDenied(shard, pool);
    tenant.kubectl("label", "namespace", tenant.name(), "meet=yes");
    pool.awaitAttached().awaitCopyOf(shard);
  }

  @Test
  void aPoolThatComesBeforeItsShardWaitsForIt(TestNamespace namespace) {
    TestNamespace tenant = namespace.another();
    Pool pool = Pool.apply(operator, tenant, "extra", namespace.name(), "eu1", false);
    assertThat(pool.await("ShardsAttached=False (ShardAbsent)")).contains("Create it");
    assertThat(pool.state()).isEqualTo("Absent");
    pool.awaitAttachedTo(namespace.shard("eu1", ALL));
  }

  @Test
  void aShardThatIsMadeAnewHasAnotherPassword(TestNamespace namespace) {
    TestNamespace tenant = namespace.another();
    Shard shard = namespace.shard("eu1", ALL);
    Pool pool = Pool.apply(operator, tenant, "extra", shard);
    pool.awaitAttachedTo(shard);
    String before = Pool.password(shard);
    namespace.kubectl("delete", "jitsishard", "eu1");
    pool.await("ShardsAttached=False (ShardAbsent)");
    pool.awaitNoCopy();
    Eventually.see(
        "the old passwords are collected",
        () -> namespace.kubectl("get", "secrets", "-o", "name"),
        names -> !names.contains("eu1-credentials"));
    Shard anew = namespace.shard("eu1", ALL);
    pool.awaitAttachedTo(anew);
    assertThat(Pool.password(anew)).isNotEqualTo(before);
    namespace.kubectl("delete", "jitsishard", "eu1");
    Shard closed = namespace.shard("eu1");
    assertDenied(closed, pool);
    pool.awaitNoCopy();
  }

  @Test
  void whoeverNamesAnotherShardGetsItsPasswordAndLosesTheFirst(TestNamespace namespace) {
    TestNamespace tenant = namespace.another();
    Shard first = namespace.shard("eu1", ALL);
    Shard second = namespace.shard("eu2", ALL);
    Shard closed = namespace.shard("eu3");
    Pool pool = Pool.apply(operator, tenant, "extra", first);
    pool.awaitAttachedTo(first);
    Pool.apply(operator, tenant, "extra", second);
    pool.awaitAttachedTo(second);
    first.awaitCondition("AttachmentsGranted=True", "No pool names this shard.");
    second.awaitCondition("AttachmentsGranted=True", tenant.name() + "/extra");
    Pool.apply(operator, tenant, "extra", closed);
    assertDenied(closed, pool);
    pool.awaitNoCopy();
  }

  @Test
  void theCopyIsKeptEqualToThePasswordOfTheShard(TestNamespace namespace) {
    TestNamespace tenant = namespace.another();
    Shard shard = namespace.shard("eu1", ALL);
    Pool pool = Pool.apply(operator, tenant, "extra", shard);
    pool.awaitAttachedTo(shard);
    tenant.kubectl("delete", "secret", "extra-bridges");
    pool.awaitAttachedTo(shard);
    tenant.kubectl(
        "patch", "secret", "extra-bridges", "-p", "{\"data\":{\"JVB_AUTH_PASSWORD\":\"eA==\"}}");
    pool.awaitCopyOf(shard);
    String before = Pool.password(shard);
    namespace.kubectl(
        "patch", "secret", "eu1-credentials", "-p", "{\"data\":{\"JVB_AUTH_PASSWORD\":null}}");
    Eventually.see("a new password is drawn", () -> Pool.password(shard), p -> !p.equals(before));
    pool.awaitAttachedTo(shard);
  }

  @Test
  void aPausedPoolGetsNothingAndKeepsNothingThatWasTakenBack(TestNamespace namespace) {
    TestNamespace tenant = namespace.another();
    Shard shard = namespace.shard("eu1", ALL);
    Pool pool = Pool.apply(operator, tenant, "extra", namespace.name(), "eu1", true);
    pool.await("ShardsAttached=False (Paused)");
    pool.assertNoSecret();
    Pool.apply(operator, tenant, "extra", shard);
    pool.awaitAttachedTo(shard);
    Pool.apply(operator, tenant, "extra", namespace.name(), "eu1", true);
    namespace.shard("eu1", SAME);
    pool.awaitNoCopy();
    pool.await("ShardsAttached=False (NamespaceNotGranted)");
  }

  @Test
  void somebodyElsesSecretIsLeftAlone(TestNamespace namespace) {
    namespace.kubectl("create", "secret", "generic", "extra-bridges", "--from-literal=mine=1");
    Shard shard = namespace.shard("eu1");
    Pool pool = Pool.apply(operator, namespace, "extra", shard);
    assertThat(pool.await("Ready=False (NameTaken)")).contains("delete secrets extra-bridges");
    assertThat(pool.copy().orElseThrow().getData()).containsOnlyKeys("mine");
    namespace.kubectl("delete", "secret", "extra-bridges");
    pool.awaitAttachedTo(shard);
  }

  @Test
  void aTenantReachesNoPasswordOfAnotherNamespaceByItself(TestNamespace namespace) {
    TestNamespace tenant = namespace.another();
    Shard shard = namespace.shard("eu1");
    Pool.password(shard);
    String user = "--as=system:serviceaccount:" + tenant.name() + ":default";
    tenant.kubectl(
        "create",
        "role",
        "tenant",
        "--verb=get,list,create,patch",
        "--resource=bridgepools,secrets");
    tenant.kubectl(
        "create",
        "rolebinding",
        "tenant",
        "--role=tenant",
        "--serviceaccount=" + tenant.name() + ":default");
    String manifest =
        """
        apiVersion: jitsi-operator.io/v1alpha1
        kind: BridgePool
        metadata: { name: extra }
        spec: { shards: [{ namespace: %s, name: eu1 }], replicas: 0 }
        """
            .formatted(namespace.name());
    tenant.kubectlWith(manifest, "create", "-f", "-", user);
    Pool pool = new Pool(operator, tenant.name(), "extra");
    assertDenied(shard, pool);
    assertThat(tenant.kubectl("get", "secrets", "-o", "name", user)).doesNotContain("secret/");
    assertThatThrownBy(() -> namespace.kubectl("get", "secret", "eu1-credentials", user))
        .hasMessageContaining("cannot get resource \"secrets\"");
    assertThatThrownBy(() -> namespace.kubectl("get", "jitsishard", "eu1", user))
        .hasMessageContaining("cannot get resource \"jitsishards\"");
    namespace.shard("eu1", ALL);
    pool.awaitAttachedTo(shard);
    pool.awaitCopyOf(shard);
    assertThat(tenant.kubectl("get", "secret", "extra-bridges", "-o", "jsonpath={.data}", user))
        .contains("\"JVB_AUTH_PASSWORD\":\"" + Pool.password(shard) + "\"");
    assertThatThrownBy(() -> namespace.kubectl("get", "secret", "eu1-credentials", user))
        .as("a grant gives the one password, not the Secret")
        .hasMessageContaining("cannot get resource \"secrets\"");
  }

  @Test
  void eventsTellBothSidesOnce(TestNamespace namespace) {
    TestNamespace tenant = namespace.another();
    Shard shard = namespace.shard("eu1");
    assertDenied(shard, Pool.apply(operator, tenant, "extra", shard));
    assertTold(tenant, "BridgePool Warning NamespaceNotGranted");
    assertTold(namespace, "JitsiShard Warning AttachmentDenied");
  }

  private void assertTold(TestNamespace namespace, String event) {
    Eventually.see(
        "it is told: " + event,
        () ->
            client.events().v1().events().inNamespace(namespace.name()).list().getItems().stream()
                .map(e -> e.getRegarding().getKind() + " " + e.getType() + " " + e.getReason())
                .filter(event::equals)
                .toList(),
        all -> all.size() == 1);
  }
}
