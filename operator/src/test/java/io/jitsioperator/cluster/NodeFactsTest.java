package io.jitsioperator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By which taints a node says that it is about to be taken away. */
class NodeFactsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aws-node-termination-handler/spot-itn",
        "aws-node-termination-handler/scheduled-maintenance",
        "aws-node-termination-handler/asg-lifecycle-termination",
        "cloud.google.com/impending-node-termination",
        "remediator.kubernetes.azure.com/unschedulable",
        "karpenter.sh/disrupted",
        "ToBeDeletedByClusterAutoscaler"
      })
  void goes(String taint) {
    assertThat(going(taint)).contains(taint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aws-node-termination-handler/rebalance-recommendation",
        "DeletionCandidateOfClusterAutoscaler",
        "kubernetes.azure.com/scalesetpriority",
        "node.kubernetes.io/unschedulable"
      })
  void stays(String taint) {
    assertThat(going(taint)).isEmpty();
  }

  @Test
  void oneOfSeveralIsEnough() {
    assertThat(going("a", "karpenter.sh/disrupted")).contains("karpenter.sh/disrupted");
  }

  private static Optional<String> going(String... taints) {
    var node = new NodeBuilder().withNewSpec().endSpec().build();
    for (var taint : taints) {
      node =
          new NodeBuilder(node)
              .editSpec()
              .addNewTaint()
              .withKey(taint)
              .withEffect("NoSchedule")
              .endTaint()
              .endSpec()
              .build();
    }
    return NodeFacts.of(node).going();
  }
}
