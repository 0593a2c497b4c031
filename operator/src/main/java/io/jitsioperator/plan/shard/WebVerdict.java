package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.jitsioperator.plan.status.Reason;
import io.jitsioperator.plan.status.Verdict;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether users find a web front end, by the word of the Deployment's controller. */
final class WebVerdict {

  private WebVerdict() {}

  static Verdict of(Scope scope, Revision revision) {
    return scope
        .world()
        .owned()
        .find(Deployment.class, scope.nameOf(Component.WEB))
        .map(WebVerdict::of)
        .orElseGet(() -> PodVerdict.withoutWorkload(scope, Component.WEB, revision));
  }

  private static Verdict of(Deployment deployment) {
    var wanted = number(deployment.getSpec().getReplicas());
    var status = Objects.requireNonNullElseGet(deployment.getStatus(), DeploymentStatus::new);
    var available = number(status.getAvailableReplicas());
    if (wanted == 0) {
      return Verdict.yes(Reason.SCALED_TO_ZERO, "No web pod is wanted.");
    }
    var stuck = whyStuck(status);
    if (stuck != null) {
      return Verdict.no(Reason.ROLLOUT_STUCK, "web does not get on: " + stuck);
    }
    if (available == 0) {
      return Verdict.no(Reason.STARTING, "No web pod answers yet.");
    }
    if (isRollingOut(deployment, status, wanted)) {
      return Verdict.yes(Reason.ROLLING_OUT, "web answers and is being updated.");
    }
    return available < wanted
        ? Verdict.yes(Reason.SOME_PODS_MISSING, "web answers, but not all of its pods do.")
        : Verdict.yes(Reason.RUNNING, "web answers.");
  }

  private static boolean isRollingOut(Deployment deployment, DeploymentStatus status, int wanted) {
    var generation = deployment.getMetadata().getGeneration();
    return !Objects.equals(generation, status.getObservedGeneration())
        || number(status.getUpdatedReplicas()) < wanted
        || number(status.getReplicas()) > number(status.getUpdatedReplicas());
  }

  private static @Nullable String whyStuck(DeploymentStatus status) {
    return status.getConditions().stream()
        .filter(c -> "Progressing".equals(c.getType()) && "False".equals(c.getStatus()))
        .map(c -> Objects.requireNonNullElse(c.getMessage(), "no progress."))
        .findFirst()
        .orElse(null);
  }

  private static int number(@Nullable Integer count) {
    return count == null ? 0 : count;
  }
}
