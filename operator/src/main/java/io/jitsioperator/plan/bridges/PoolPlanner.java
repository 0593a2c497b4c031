package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.jitsioperator.api.v1alpha1.BridgePoolStatus;
import io.jitsioperator.intent.Errands;
import io.jitsioperator.intent.Intent;
import io.jitsioperator.intent.Notice;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.plan.kube.Ownership;
import io.jitsioperator.plan.sizing.Outcome;
import io.jitsioperator.plan.status.Transitions;
import io.jitsioperator.settings.Settings;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.PoolWorld;
import io.jitsioperator.world.SizingMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** From everything that is known of a pool to everything that shall be done for it. */
public final class PoolPlanner {

  private PoolPlanner() {}

  /**
   * The plan.
   *
   * @param intent what shall exist and be said
   * @param errands what is done once
   * @param sizing what to remember of the load
   * @param sized how the load was judged now; empty without autoscaling, and while the pool is held
   * @param mayGo nothing holds a pool any more that is being deleted
   */
  public record Plan(
      Intent<BridgePoolStatus> intent,
      Errands errands,
      SizingMemory sizing,
      Optional<Outcome> sized,
      boolean mayGo) {}

  /**
   * The table of contents.
   *
   * @param world what is true
   * @param settings what the person who installed us decided
   */
  public static Plan plan(PoolWorld world, Settings settings) {
    var scope = new PoolScope(world, settings);
    var attachment = Attachment.plan(scope);
    var attached = attachment.state() == Attachment.State.ATTACHED;
    var bridges = Bridges.plan(scope, attached);
    var status = PoolStatus.plan(scope, attachment, bridges);
    var old = PoolStatus.old(world).map(BridgePoolStatus::conditions).orElse(List.of());
    var intent =
        new Intent<>(
            Optional.empty(),
            objects(scope, attachment, bridges),
            removals(scope, attachment, bridges),
            Optional.empty(),
            status,
            events(scope, Transitions.between(old, status.conditions()), bridges),
            PoolNextLook.after(scope, attachment, bridges, status));
    return new Plan(
        intent,
        bridges.errands(scope, attachment.letsLook(world)),
        bridges.size().memory(),
        bridges.size().outcome(),
        scope.isGoing() && isEmpty(scope, bridges));
  }

  private static List<Notice> events(PoolScope scope, List<Notice> transitions, Bridges bridges) {
    return Stream.of(
            PoolDecisions.news(scope, bridges.size()).stream(),
            transitions.stream(),
            PoolNews.of(bridges).stream())
        .flatMap(each -> each)
        .toList();
  }

  /** A pool that goes takes all of it along; but not before its last bridge. */
  private static List<HasMetadata> objects(
      PoolScope scope, Attachment attachment, Bridges bridges) {
    if (scope.isGoing() && isEmpty(scope, bridges)) {
      return List.of();
    }
    var objects = new ArrayList<HasMetadata>();
    attachment.copy().ifPresent(objects::add);
    objects.addAll(PoolObjects.of(scope, bridges));
    objects.addAll(bridges.newcomers().services());
    return objects;
  }

  /** Also of bridges that no cache shows yet. */
  private static boolean isEmpty(PoolScope scope, Bridges bridges) {
    return bridges.all().isEmpty() && scope.unseenBirths().isEmpty();
  }

  private static List<Removal> removals(PoolScope scope, Attachment attachment, Bridges bridges) {
    var removals = new ArrayList<>(bridges.removals(scope));
    if (!scope.isGoing()) {
      attachment.removal().filter(r -> isNew(scope, r)).ifPresent(removals::add);
    }
    policyNobodyWants(scope).filter(r -> isNew(scope, r)).ifPresent(removals::add);
    return removals;
  }

  private static Optional<Removal> policyNobodyWants(PoolScope scope) {
    return scope.spec().networkPolicy().enabled()
        ? Optional.empty()
        : scope
            .world()
            .owned()
            .find(NetworkPolicy.class, PoolObjects.nameFor(scope))
            .filter(policy -> Ownership.has(policy, scope.world().pool()))
            .map(
                policy ->
                    new Removal(
                        ObjectRef.of(policy),
                        policy.getMetadata().getUid(),
                        new Removal.Proof.None(),
                        "spec.networkPolicy is off."));
  }

  private static boolean isNew(PoolScope scope, Removal removal) {
    return !scope.world().expectations().removes(removal.uid(), scope.now());
  }
}
