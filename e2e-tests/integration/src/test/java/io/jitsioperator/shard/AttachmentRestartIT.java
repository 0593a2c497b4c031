package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The operator is killed, or loses a right; nobody else may need it meanwhile. */
@OwnCluster
class AttachmentRestartIT {

  private static final String ALL = "allowedNamespaces: {from: All}";
  private static final String BY_LABEL =
      "allowedNamespaces: {from: Selector, selector: {matchLabels: {meet: 'yes'}}}";
  private static final String RIGHTS = "jitsi-operator-namespaces";

  private final RunningOperator operator;

  AttachmentRestartIT(RunningOperator operator) {
    this.operator = operator;
  }

  @Test
  void aGrantThatGoesWhileItIsAwayIsTakenBackAfterwards(TestNamespace namespace) {
    TestNamespace tenant = namespace.another();
    Shard shard = namespace.shard("eu1", ALL);
    Pool pool = Pool.apply(operator, tenant, "extra", shard);
    Pool other = Pool.apply(operator, namespace, "mine", shard);
    pool.awaitAttachedTo(shard);
    other.awaitAttachedTo(shard);
    String kept = other.version();
    operator.kill();
    namespace.shard("eu1");
    operator.startAgain();
    pool.awaitNoCopy();
    pool.await("ShardsAttached=False (NamespaceNotGranted)");
    shard.awaitCondition("AttachmentsGranted=False", tenant.name() + "/extra");
    assertThat(other.version()).as("the copy of a pool that is let in").isEqualTo(kept);
  }

  @Test
  void killedAtAnyMomentItEndsWhereTheGrantSays(TestNamespace namespace) {
    TestNamespace tenant = namespace.another();
    Shard shard = namespace.shard("eu1");
    Pool pool = Pool.apply(operator, tenant, "extra", shard);
    pool.await("ShardsAttached=False (NamespaceNotGranted)");
    for (int millis : new int[] {0, 20, 80, 300}) {
      namespace.shard("eu1", ALL);
      Eventually.pause(Duration.ofMillis(millis));
      operator.kill();
      operator.startAgain();
      pool.awaitAttachedTo(shard);
      namespace.shard("eu1");
      Eventually.pause(Duration.ofMillis(millis));
      operator.kill();
      operator.startAgain();
      pool.awaitNoCopy();
      pool.await("ShardsAttached=False (NamespaceNotGranted)");
    }
  }

  @Test
  void withoutTheRightToReadLabelsWhatIsAttachedStaysAndWhatIsNewWaits(TestNamespace namespace) {
    TestNamespace tenant = namespace.another();
    Shard shard = namespace.shard("eu1", BY_LABEL);
    tenant.kubectl("label", "namespace", tenant.name(), "meet=yes");
    Pool old = Pool.apply(operator, tenant, "old", shard);
    old.awaitAttachedTo(shard);
    String before = old.version();
    var binding = operator.client().rbac().clusterRoleBindings().withName(RIGHTS).require();
    operator.kill();
    operator.client().rbac().clusterRoleBindings().withName(RIGHTS).delete();
    try {
      operator.startAgain();
      tenant.kubectl("label", "namespace", tenant.name(), "meet-");
      Pool late = Pool.apply(operator, tenant, "late", shard);
      assertThat(late.await("ShardsAttached=Unknown (LabelsForbidden)"))
          .contains("rbac.namespaces", "install/rbac-namespaces.yaml");
      old.await("ShardsAttached=Unknown (LabelsForbidden)");
      shard.awaitCondition("AttachmentsGranted=Unknown (LabelsForbidden)", tenant.name() + "/late");
      assertThat(late.copy()).as("nothing new attaches").isEmpty();
      assertThat(old.version()).as("what is attached stays as it was").isEqualTo(before);
    } finally {
      binding.getMetadata().setResourceVersion(null);
      operator.client().resource(binding).create();
    }
    // It asks again by itself, and now the label is known to be gone.
    old.awaitNoCopy();
    old.await("ShardsAttached=False (NamespaceNotGranted)");
    shard.awaitCondition("AttachmentsGranted=False (AttachmentDenied)", tenant.name() + "/old");
    tenant.kubectl("label", "namespace", tenant.name(), "meet=yes");
    old.awaitAttachedTo(shard);
  }
}
