package io.jitsioperator.plan.bridges;

import io.jitsioperator.world.Answer;
import io.jitsioperator.world.JicofoBridge;
import java.util.List;
import java.util.Optional;

/** Whether people can be moved away from a bridge, by the word of the Jicofo that would do it. */
final class MoveTargets {

  private MoveTargets() {}

  /** Why not, the end of a sentence; empty = they can. */
  static Optional<String> obstacle(Bridge bridge) {
    var scope = bridge.scope();
    if (!(scope.world().signals().jicofo(scope.shardId())
            instanceof Answer.Said<List<JicofoBridge>>(var known, var at))
        || !scope.isFresh(at)) {
      return Optional.of("Jicofo has not said which bridges could take them");
    }
    var own = known.stream().filter(b -> b.nick().equals(bridge.name())).findFirst();
    if (own.isEmpty()) {
      return Optional.of("Jicofo does not know this bridge, so it cannot move them");
    }
    if (!own.get().drain()) {
      // It could choose the same bridge again.
      return Optional.of("Jicofo has not heard yet that it leaves");
    }
    return known.stream().anyMatch(other -> takes(other, own.get()))
        ? Optional.empty()
        : Optional.of("no other bridge of version " + own.get().version() + " has room for them");
  }

  private static boolean takes(JicofoBridge other, JicofoBridge own) {
    return !other.nick().equals(own.nick())
        && other.operational()
        && !other.drain()
        && !other.inShutdown()
        && !other.overloaded()
        && other.version().equals(own.version());
  }
}
