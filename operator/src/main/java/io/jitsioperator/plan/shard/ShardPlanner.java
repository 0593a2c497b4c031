package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jitsioperator.api.v1alpha1.JitsiShardStatus;
import io.jitsioperator.intent.Generate;
import io.jitsioperator.intent.Intent;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.intent.Watch;
import io.jitsioperator.plan.kube.PodMonitor;
import io.jitsioperator.plan.status.Transitions;
import io.jitsioperator.settings.Settings;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.ShardWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From everything that is known of a shard to everything that shall be done for it. */
public final class ShardPlanner {

  private ShardPlanner() {}

  /**
   * The table of contents: every component once, in start order.
   *
   * @param world what is true
   * @param settings what the person who installed us decided
   */
  public static Intent<JitsiShardStatus> plan(ShardWorld world, Settings settings) {
    var scope = new Scope(world, settings);

    var credentials = Credentials.plan(scope);
    var prosody = Prosody.plan(scope, credentials);
    var brewery = Brewery.plan(scope, credentials);
    var jicofo = Jicofo.plan(scope, credentials);
    var web = Web.plan(scope);
    var parts = List.of(prosody, brewery, jicofo, web);

    var firewall = Firewall.policies(scope);
    var disruption = Disruption.budgets(scope);
    var monitor = Monitor.plan(scope);
    var loss = NodeLoss.plan(scope);
    var restarts = Restarts.plan(scope, List.of(prosody, brewery, jicofo), loss.uids());
    var watch = Watching.plan(scope, credentials);
    var status = ShardStatus.plan(scope, credentials, parts, restarts, loss);

    var wanted = wanted(firewall, parts, disruption, monitor);
    var prune = Prune.plan(scope, wanted, kept(scope, credentials, parts, wanted));
    return scope.isFrozen()
        ? intent(scope, Optional.empty(), List.of(), List.of(), watch, status, restarts)
        : intent(
            scope,
            credentials.generate(),
            prune.objects(),
            removals(prune, loss, restarts),
            watch,
            status,
            restarts);
  }

  private static List<Removal> removals(Prune prune, NodeLoss loss, Restarts restarts) {
    return Stream.of(prune.removals(), loss.removals(), restarts.removals())
        .flatMap(List::stream)
        .toList();
  }

  /** Policies first: no port is open for the moment in which its policy does not exist yet. */
  private static List<HasMetadata> wanted(
      List<HasMetadata> firewall,
      List<Part> parts,
      List<HasMetadata> disruption,
      Optional<PodMonitor> monitor) {
    var all = new ArrayList<>(firewall);
    parts.forEach(part -> all.addAll(part.objects()));
    all.addAll(disruption);
    monitor.ifPresent(all::add);
    return all;
  }

  /**
   * A generated Secret stays until the shard goes: pods may still have to start from it. So does
   * what the spec asks for while it cannot be told whether it can be applied.
   */
  private static Set<ObjectRef> kept(
      Scope scope, Credentials credentials, List<Part> parts, List<HasMetadata> wanted) {
    var secrets =
        scope.world().owned().objects().stream()
            .map(ObjectRef::of)
            .filter(ref -> ref.kind().equals("Secret"));
    return Stream.of(
            wanted.stream().map(ObjectRef::of),
            parts.stream().flatMap(Part::kept),
            WebRoute.kept(scope).stream(),
            Monitor.kept(scope).stream(),
            secrets)
        .flatMap(refs -> refs)
        .collect(Collectors.toSet());
  }

  private static Intent<JitsiShardStatus> intent(
      Scope scope,
      Optional<Generate> generate,
      List<HasMetadata> objects,
      List<Removal> removals,
      Watch watch,
      JitsiShardStatus status,
      Restarts restarts) {
    var old = ShardStatus.old(scope).map(JitsiShardStatus::conditions).orElse(List.of());
    return new Intent<>(
        generate,
        objects,
        removals,
        Watching.isIdle(watch) ? Optional.empty() : Optional.of(watch),
        status,
        Transitions.between(old, status.conditions()),
        NextLook.after(scope, status, restarts.next()));
  }
}
