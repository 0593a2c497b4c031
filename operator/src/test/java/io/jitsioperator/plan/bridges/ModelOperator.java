package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.jitsioperator.intent.Call;
import io.jitsioperator.intent.Mark;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.plan.pool.Leave;
import io.jitsioperator.world.Expectations;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.MediaFacts;
import io.jitsioperator.world.NamespaceLabels;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.Owned;
import io.jitsioperator.world.PoolWorld;
import io.jitsioperator.world.PoolWorld.Issued;
import io.jitsioperator.world.PortRefusal;
import io.jitsioperator.world.SizingMemory;
import io.jitsioperator.world.Tenants;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The operator of the model: the real plan, carried out against {@link PoolModel}. */
final class ModelOperator {

  /** As {@code Book} of the room {@code cluster}. */
  private static final Duration LAG = Duration.ofSeconds(15);

  private static final Duration LAG_OF_PODS = Duration.ofMinutes(2);

  private final PoolModel model;
  private final Secret secret = PoolStage.secret(PoolStage.SHARD, PoolStage.PASSWORD);
  private final Random random;
  private final Map<ObjectRef, Written> written = new HashMap<>();
  private final List<Expectations.Removed> removed = new ArrayList<>();
  private final List<Issued> issued = new ArrayList<>();
  private boolean asksJicofo;
  List<Call> asked = List.of();
  boolean hasMarked;
  private SizingMemory sizing = SizingMemory.none();

  /** How often it has begun anew. */
  int restarts;

  /** The last pass found nothing to do. */
  boolean hasRested;

  private final Map<Integer, PortRefusal> refusals = new HashMap<>();

  /** Names of Services that were refused in the last pass. */
  final List<String> refused = new ArrayList<>();

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
    sizing = SizingMemory.none();
    restarts++;
    asksJicofo = false;
    model.bridges.values().forEach(ModelBridge::isNotHeardOf);
    model.comingUntil = model.now.plusSeconds(random.nextInt(5));
    model.roomSince = model.roomSince.map(since -> model.comingUntil);
    model.stale = false;
    model.see();
    refusals.clear();
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
            List.of(model.signalling.shown(model.shard)),
            List.of(model.pool),
            NamespaceLabels.none(),
            Set.of(),
            Set.of());
    return PoolParts.of(model.pool, tenants, now)
        .credentials(Map.of(PoolStage.SHARD, new Lookup.Found<>(secret)))
        .owned(new Owned(model.owned()))
        .signals(model.signals(asksJicofo))
        .nodes(model.nodes())
        .media(new MediaFacts(List.copyOf(refusals.values()), Map.of(), model.portsOfOthers()))
        .issued(issued)
        .sizing(sizing)
        .expectations(new Expectations(applied, removed))
        .world();
  }

  private boolean isSeen(Map.Entry<ObjectRef, Written> e) {
    List<? extends HasMetadata> shown =
        e.getKey().kind().equals("Pod") ? model.cache : model.services.cache();
    return shown.stream()
        .map(HasMetadata::getMetadata)
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
    return carryOut(plan(), faults);
  }

  /** Acts on a plan, which may be older than what others have done since. */
  boolean carryOut(PoolPlanner.Plan plan, int faults) {
    asked = plan.errands().calls();
    unborn.clear();
    hasMarked = !plan.errands().marks().isEmpty();
    hasRested =
        !hasMarked
            && asked.isEmpty()
            && plan.errands().births().isEmpty()
            && plan.intent().removals().isEmpty();
    asksJicofo = !plan.errands().watch().jicofos().isEmpty();
    model.harm.addAll(undecided(plan));
    if (!serve(plan, faults)) {
      return false;
    }
    for (var removal : plan.intent().removals()) {
      if (!goesOn(faults)) {
        return false;
      }
      remove(removal);
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
    sizing = plan.sizing();
    model.pool.setStatus(plan.intent().status());
    return true;
  }

  /** Nobody is kept and told to go in one breath: a shutdown cannot be taken back. */
  private static List<String> undecided(PoolPlanner.Plan plan) {
    var kept =
        plan.errands().marks().stream()
            .filter(m -> Optional.empty().equals(m.annotations().get(DrainMark.REASON)))
            .map(m -> m.ref().name())
            .toList();
    return plan.errands().calls().stream()
        .filter(call -> call instanceof Call.ShutDown && kept.contains(call.bridge().pod()))
        .map(call -> "I1: %s is taken back and shut down".formatted(call.bridge().pod()))
        .toList();
  }

  private boolean serve(PoolPlanner.Plan plan, int faults) {
    refused.clear();
    refusals.values().removeIf(r -> !model.now.isBefore(r.until()));
    for (var object : plan.intent().objects()) {
      if (object instanceof Service service && !isThere(service)) {
        if (!goesOn(faults)) {
          return false;
        }
        apply(service);
      }
    }
    return true;
  }

  private boolean isThere(Service service) {
    return model
        .services
        .find(service.getMetadata().getName())
        .map(old -> old.getMetadata().getAnnotations())
        .filter(service.getMetadata().getAnnotations()::equals)
        .isPresent();
  }

  private void apply(Service service) {
    var ref = ObjectRef.of(service);
    var annotations = service.getMetadata().getAnnotations();
    model
        .services
        .apply(service)
        .ifPresentOrElse(
            version ->
                written.put(ref, new Written("s", annotations, version, model.now.plus(LAG))),
            () -> {
              int port = MediaService.port(annotations);
              var until = model.now.plusSeconds(120);
              refusals.put(port, new PortRefusal(port, Optional.empty(), until));
              refused.add(ref.name());
            });
  }

  private void remove(Removal removal) {
    var name = removal.ref().name();
    if (removal.ref().kind().equals("Pod")) {
      model.delete(name, removal.uid(), removal.manner() == Removal.Manner.FORCED);
    } else if (!removal.ref().kind().equals("Service")) {
      return;
    } else if (removal.proof() instanceof Removal.Proof.PodGone
        && model.bridges.containsKey(name)) {
      return;
    } else {
      model.services.remove(name);
    }
    removed.add(new Expectations.Removed(removal.ref(), removal.uid(), model.now.plus(LAG)));
    written.computeIfPresent(removal.ref(), (ref, last) -> last.hash().isEmpty() ? last : null);
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
    if (Leave.UPDATE
        .word()
        .equals(mark.annotations().getOrDefault(DrainMark.REASON, Optional.empty()).orElse(""))) {
      model.signalling.harmOfUpdate(model, bridge).ifPresent(model.harm::add);
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
