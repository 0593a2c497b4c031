package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.testbed.controlplane.AuditLog;
import io.jitsioperator.testbed.operator.Installation;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * An operator that watches some namespaces needs no right outside of them, its Lease excepted. It
 * has a control plane of its own: in the shared one its account has the cluster-wide rights.
 */
@Execution(ExecutionMode.CONCURRENT)
class OneNamespaceIT {

  @Test
  void shardsGetReadyUnderTheRightsOfTwoNamespaces() {
    try (RunningOperator operator = RunningOperator.startWatching(List.of("meet", "office"))) {
      TestNamespace meet = TestNamespace.of(operator, "meet");
      Shard foreign = TestNamespace.create(operator).shard("eu1");
      Shard shard = meet.shard("eu1", "web: {ingress: {className: nginx}}").awaitReady();
      TestNamespace.of(operator, "office").shard("eu1").awaitReady();
      assertThat(
              Pool.apply(operator, meet, "extra", foreign)
                  .await("ShardsAttached=Unknown (NamespaceNotWatched)"))
          .contains(foreign.namespace());
      shard.letItLook();
      assertThat(foreign.conditions()).as("of a shard elsewhere").isEmpty();
      assertThat(foreign.owned()).as("made for a shard elsewhere").isEmpty();
      assertThat(shard.conditions()).anyMatch(c -> c.startsWith("NodesVisible=False"));
      List<AuditLog.Entry> asked =
          operator.testbed().plane().audit().since(Instant.EPOCH).stream()
              .filter(each -> each.by(Installation.NAME, Installation.NAME))
              .filter(each -> !each.resource().isEmpty())
              .filter(each -> !each.resource().equals(RbacIT.OWN_RIGHTS))
              // Whether it may look at nodes it finds out by trying; here it may not.
              .filter(each -> !each.resource().equals("nodes"))
              .toList();
      assertThat(asked).as("its requests").hasSizeGreaterThan(20);
      assertThat(asked).as("requests that were refused").noneMatch(each -> each.code() == 403);
      assertThat(asked)
          .as("requests elsewhere")
          .allMatch(
              each -> List.of("meet", "office", Installation.NAME).contains(each.namespace()));
    }
  }
}
