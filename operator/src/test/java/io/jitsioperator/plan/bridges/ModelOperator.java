package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.intent.Call;
import io.jitsioperator.intent.Mark;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.world.Expectations;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.NamespaceLabels;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.Owned;
import io.jitsioperator.world.PoolWorld;
import io.jitsioperator.world.PoolWorld.Issued;
import io.jitsioperator.world.Tenants;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** The operator of the model: the real plan, carried out against {@link PoolModel}. */
final class ModelOperator {

  /** As {@code Book} of the room {@code cluster}. */
  private static final Duration LAG = Duration.ofSeconds(15);

  private static final Duration LAG_OF_PODS = Duration.ofMinutes(2);

  private final PoolModel model;
  private final Random random;
  private final Map<ObjectRef, Written> written = new HashMap<>();
  private final List<Expectations.Removed> removed = new ArrayList<>();
  private final List<Issued> issued = new ArrayList<>();
  private boolean asksJicofo;
  List<Call> asked = List.of();
  boolean hasMarked;
  final List<String> unborn = new ArrayList<>();

  private record Written(
      String hash, Map<String, String> annotations, int version, Instant expires) {}

  ModelOperator(PoolModel model, Random random) {
    this.model = model;
    this.random = random;
  }

  /** Ended with -9 and started anew: it remembers nothing, and its caches are filled anew. */
  void restart() {
    written.clear();
    removed.clear();
    issued.clear();
    asksJicofo = false;
    model.bridges.values().forEach(ModelBridge::isNotHeardOf);
    model.comingUntil = model.now.plusSeconds(random.nextInt(5));
    model.roomSince = model.roomSince.map(since -> model.comingUntil);
    model.stale = false;
    model.cache = model.bridges.values().stream().map(b -> b.pod(true)).toList();
  }

  PoolWorld world() {
    var now = model.now;
    removed.removeIf(r -> !now.isBefore(r.expires()));
    written.entrySet().removeIf(e -> !now.isBefore(e.getValue().expires()) || isSeen(e));
    var applied =
        written.entrySet().stream()
            .map(
                e ->
                    new Expectations.Applied(
                        e.getKey(),
                        e.getValue().hash(),
                        "",
                        e.getValue().annotations(),
                        e.getValue().expires()))
            .toList();
    var tenants =
        new Tenants(
            List.of(model.shard), List.of(model.pool), NamespaceLabels.none(), Set.of(), Set.of());
    return PoolParts.of(model.pool, tenants, now)
        .credentials(
            Map.of(
                PoolStage.SHARD,
                new Lookup.Found<>(PoolStage.secret(PoolStage.SHARD, PoolStage.PASSWORD))))
        .owned(new Owned(model.owned()))
        .signals(model.signals(asksJicofo))
        .nodes(model.nodes())
        .issued(issued)
        .expectations(new Expectations(applied, removed))
        .world();
  }

  private boolean isSeen(Map.Entry<ObjectRef, Written> e) {
    return model.cache.stream()
        .map(Pod::getMetadata)
        .filter(meta -> meta.getName().equals(e.getKey().name()))
        .anyMatch(meta -> Integer.parseInt(meta.getResourceVersion()) >= e.getValue().version());
  }

  PoolPlanner.Plan plan() {
    return PoolPlanner.plan(world(), PoolStage.SETTINGS);
  }

  /**
   * Plans and acts.
   *
   * @param faults chance of one in so many that an act fails, or that the operator dies after it; 0
   *     = never
   */
  boolean pass(int faults) {
    var plan = plan();
    asked = plan.errands().calls();
    unborn.clear();
    hasMarked = !plan.errands().marks().isEmpty();
    asksJicofo = !plan.errands().watch().jicofos().isEmpty();
    for (var removal : plan.intent().removals()) {
      if (!removal.ref().kind().equals("Pod") || !goesOn(faults)) {
        return false;
      }
      model.delete(removal.ref().name(), removal.uid(), removal.manner() == Removal.Manner.FORCED);
      removed.add(new Expectations.Removed(removal.ref(), removal.uid(), model.now.plus(LAG)));
    }
    for (var mark : plan.errands().marks()) {
      if (!goesOn(faults)) {
        return false;
      }
      write(mark);
    }
    for (var pod : plan.errands().births()) {
      if (!goesOn(faults)) {
        return false;
      }
      bear(pod);
    }
    for (var call : plan.errands().calls()) {
      if (!goesOn(faults)) {
        return false;
      }
      ask(call);
    }
    return true;
  }

  private boolean goesOn(int faults) {
    if (faults > 0 && random.nextInt(faults) == 0) {
      if (random.nextBoolean()) {
        restart();
      }
      return false;
    }
    return true;
  }

  private void write(Mark mark) {
    var bridge = model.bridges.get(mark.ref().name());
    if (bridge == null || !bridge.uid.equals(mark.uid())) {
      return;
    }
    bridge.version++;
    mark.annotations()
        .forEach(
            (name, value) ->
                value.ifPresentOrElse(
                    v -> bridge.annotations.put(name, v), () -> bridge.annotations.remove(name)));
    written.put(
        mark.ref(),
        new Written(
            "", Map.copyOf(bridge.annotations), bridge.version, model.now.plus(LAG_OF_PODS)));
  }

  private void bear(Pod pod) {
    var ref = ObjectRef.of(pod);
    if (written.containsKey(ref)) {
      return;
    }
    if (!model.bear(pod)) {
      unborn.add(ref.name());
    } else {
      written.put(
          ref,
          new Written("born", pod.getMetadata().getAnnotations(), 1, model.now.plus(LAG_OF_PODS)));
    }
  }

  private void ask(Call call) {
    if (model.ask(call)) {
      issued.add(Calls.issued(call, model.now));
    }
  }
}
