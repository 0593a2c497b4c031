package io.jitsioperator.shard;

import org.junit.jupiter.api.Test;

/** Without the right to read nodes the operator does the rest of its work. */
@OwnCluster
class NodesUnseenIT {

  private final RunningOperator operator;

  NodesUnseenIT(RunningOperator operator) {
    this.operator = operator;
  }

  @Test
  void withoutTheRightItIsBlindAndSaysSo(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    shard.await("NodesVisible=True");
    String binding = "clusterrolebinding/jitsi-operator-nodes";
    String manifest = namespace.kubectl("get", binding, "-o", "yaml");
    namespace.kubectl("delete", binding);
    operator.kill();
    operator.startAgain();
    shard.awaitCondition("NodesVisible=False", "rbac.nodes of the Helm chart");
    shard.await("Ready=True");
    namespace.kubectlWith(manifest, "create", "-f", "-");
    shard.await("NodesVisible=True");
  }
}
