package io.jitsioperator.simulate.run;

import io.jitsioperator.simulate.policy.Policy.Removal;
import io.jitsioperator.simulate.policy.Policy.Wish;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes the pool what a policy wants, in the manner of that policy. */
final class Staff {

  /** A change of direction within that time is a flap. */
  private static final long FLAP = 600_000;

  /** Kubernetes' own choice of victims, the first first: without a node, not ready, youngest. */
  private static final Comparator<Bridge> YOUNGEST =
      Comparator.<Bridge>comparingInt(bridge -> bridge.node == null ? 0 : 1)
          .thenComparingInt(bridge -> bridge.serves() ? 1 : 0)
          .thenComparing(bridge -> -bridge.number);

  /** Who serves nobody yet, then who has the fewest people by what was heard. */
  private static final Comparator<Bridge> EMPTIEST =
      Comparator.<Bridge>comparingInt(bridge -> bridge.serves() ? 1 : 0)
          .thenComparing(
              bridge -> bridge.heard().map(said -> said.participants()).orElse(Integer.MAX_VALUE))
          .thenComparing(bridge -> -bridge.number);

  private final Agenda agenda;
  private final Fleet fleet;
  private final Drains drains;
  private final PlannedRemoval planned;
  private Wish last = new Wish(0, new Removal.OnlyEmpty());
  private int direction;
  private long turned = Long.MIN_VALUE / 2;
  private long flaps;

  Staff(Agenda agenda, Fleet fleet, Drains drains, PlannedRemoval planned) {
    this.agenda = agenda;
    this.fleet = fleet;
    this.drains = drains;
    this.planned = planned;
  }

  /** One step towards what is wanted. */
  void apply(Wish wish) {
    last = wish;
    int before = fleet.size();
    if (wish.removal() instanceof Removal.Planned) {
      planned.apply(wish.size());
    } else if (before < wish.size()) {
      for (int i = before; i < wish.size(); i++) {
        fleet.create();
      }
    } else if (before > wish.size()) {
      shrink(wish.removal(), before - wish.size());
    }
    turn(Integer.signum(fleet.size() - before));
  }

  private void shrink(Removal how, int count) {
    var staying = new ArrayList<>(fleet.bridges().stream().filter(Bridge::counts).toList());
    staying.sort(how instanceof Removal.Blind ? YOUNGEST : EMPTIEST);
    if (how instanceof Removal.OnlyEmpty) {
      staying.removeIf(bridge -> bridge.people > 0);
    }
    List<Bridge> victims = staying.subList(0, Math.min(count, staying.size()));
    victims.forEach(bridge -> remove(bridge, how));
  }

  private void remove(Bridge bridge, Removal how) {
    switch (how) {
      case Removal.Blind(var grace) -> drains.kill(bridge, grace.toMillis());
      case Removal.OnlyEmpty() when bridge.people == 0 -> drains.end(bridge);
      case Removal.OnlyEmpty(), Removal.Emptiest(), Removal.Planned() -> drains.letEnd(bridge);
    }
  }

  /**
   * Its node shall be empty. The operator finds that by itself; a Deployment loses its pods to the
   * eviction, as if they were too many; the others let them end.
   */
  void evict(Node node) {
    node.cordoned = true;
    if (!(last.removal() instanceof Removal.Planned)) {
      for (var bridge : List.copyOf(node.bridges)) {
        if (bridge.counts()) {
          remove(bridge, last.removal());
        }
      }
    }
  }

  private void turn(int now) {
    if (now != 0) {
      if (direction == -now && agenda.now() - turned <= FLAP) {
        flaps++;
      }
      direction = now;
      turned = agenda.now();
    }
  }

  /** What is wanted. */
  int desired() {
    return last.size();
  }

  /** How often it went one way within ten minutes after the other. */
  long flaps() {
    return flaps;
  }
}
