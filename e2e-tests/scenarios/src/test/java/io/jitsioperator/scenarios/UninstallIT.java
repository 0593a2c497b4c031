package io.jitsioperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitsioperator.testbed.jitsi.Conference;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** However a user takes it down, it ends. */
@Scenario
@Order(9)
class UninstallIT {

  /** All kinds that a shard consists of, and what Kubernetes' controllers make of them. */
  private static final String KINDS =
      "jitsishards,statefulsets,deployments,replicasets,pods,services,secrets,networkpolicies,pdb,controllerrevisions";

  @Test
  void shardFirst(Cluster cluster, Operator operator, Tenant tenant) {
    operator.ready();
    tenant.shard("eu1").awaitReady();
    Story.say("kubectl delete jitsishard, then helm uninstall");
    tenant.kubectl("delete", "jitsishard", "eu1", "--timeout=60s");
    awaitNothing(tenant);
    operator.uninstall();
    assertOperatorGone(cluster);
  }

  /** What runs goes on, calls included, and goes with its shard all the same. */
  @Test
  void operatorFirst(Cluster cluster, Operator operator, Tenant tenant) {
    operator.ready();
    Shard shard = tenant.shard("eu1").awaitReady();
    List<String> uids = shard.uids();
    try (Conference conference = shard.meet("goodbye", 2)) {
      Story.say("helm uninstall, then kubectl delete jitsishard");
      operator.uninstall();
      assertOperatorGone(cluster);
      assertThat(conference.cut()).isEmpty();
    }
    assertThat(shard.uids()).as("the same pods").isEqualTo(uids);
    // The story's own, by which people came in.
    tenant.kubectl("delete", "service", "eu1-door");
    tenant.kubectl("delete", "jitsishard", "eu1", "--timeout=60s");
    awaitNothing(tenant);
  }

  /** What only the operator can let go keeps it, and the refusal says which command ends that. */
  @Test
  void refusedWhileSomethingWaitsForTheOperator(Cluster cluster, Operator operator, Tenant tenant) {
    operator.ready();
    tenant.shard("eu1").awaitReady();
    tenant.kubectl(
        "patch",
        "jitsishard",
        "eu1",
        "--type=merge",
        "-p",
        "{\"metadata\":{\"finalizers\":[\"jitsi-operator.io/planted\"]}}");
    try {
      assertThatThrownBy(operator::uninstall).hasMessageContaining("uninstall-check");
      assertThat(
              cluster.kubectl(
                  "-n", Operator.NAME, "logs", "job/" + Operator.NAME + "-uninstall-check"))
          .contains("kubectl --namespace " + tenant.namespace() + " delete ");
    } finally {
      tenant.kubectl(
          "patch",
          "jitsishard",
          "eu1",
          "--type=merge",
          "-p",
          "{\"metadata\":{\"finalizers\":null}}");
    }
    tenant.kubectl("delete", "jitsishard", "eu1", "--timeout=60s");
    operator.uninstall();
    assertOperatorGone(cluster);
  }

  @Test
  void theNamespace(Cluster cluster, Operator operator, Tenant tenant) {
    operator.ready();
    tenant.shard("eu1").awaitReady();
    Story.say("kubectl delete namespace, with the operator and then without");
    cluster.kubectl("delete", "namespace", tenant.namespace(), "--timeout=120s");

    Tenant other = Tenant.create(cluster);
    other.shard("eu2").awaitReady();
    operator.uninstall();
    cluster.kubectl("delete", "namespace", other.namespace(), "--timeout=120s");
  }

  private static void awaitNothing(Tenant tenant) {
    Story.eventually(
        "nothing is left in " + tenant.namespace(),
        () -> assertThat(tenant.kubectl("get", KINDS, "-o", "name").strip()).isEmpty());
  }

  /** The kinds stay, and with them what users wrote. */
  private static void assertOperatorGone(Cluster cluster) {
    Story.eventually(
        "nothing of the operator is left",
        () ->
            assertThat(
                    cluster
                        .kubectl(
                            "get",
                            "deployments,pods,services,roles,rolebindings,networkpolicies,jobs",
                            "-n",
                            Operator.NAME,
                            "-o",
                            "name")
                        .strip())
                .isEmpty());
    assertThat(cluster.kubectl("get", "clusterroles,clusterrolebindings", "-o", "name"))
        .doesNotContain("jitsi-operator");
    assertThat(cluster.kubectl("get", "crds", "-o", "name")).contains("jitsishards");
  }
}
