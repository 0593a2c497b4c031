package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.jitsioperator.plan.kube.Labels;
import java.util.List;

/**
 * What evictions may do. The budgets are constant: one that came and went with the calls would race
 * with the next call.
 */
final class Disruption {

  private Disruption() {}

  static List<HasMetadata> budgets(Scope scope) {
    return List.of(signalling(scope), web(scope));
  }

  /** Whoever evicts one of these ends every call of the shard. */
  private static HasMetadata signalling(Scope scope) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(scope.meta(scope.name() + "-signalling", "signalling"))
        .withNewSpec()
        .withMaxUnavailable(new IntOrString(0))
        .withNewSelector()
        .withMatchLabels(Labels.instance(scope.name()))
        .addNewMatchExpression()
        .withKey(Labels.COMPONENT)
        .withOperator("In")
        .withValues(Component.PROSODY.word(), Component.BREWERY.word(), Component.JICOFO.word())
        .endMatchExpression()
        .endSelector()
        .endSpec()
        .build();
  }

  private static HasMetadata web(Scope scope) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(scope.meta(Component.WEB))
        .withNewSpec()
        .withMaxUnavailable(new IntOrString(1))
        .withNewSelector()
        .withMatchLabels(scope.selectorOf(Component.WEB))
        .endSelector()
        .endSpec()
        .build();
  }
}
