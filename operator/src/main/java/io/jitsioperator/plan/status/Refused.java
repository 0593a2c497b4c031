package io.jitsioperator.plan.status;

import io.jitsioperator.world.ShardWorld.Obstacle;
import java.util.List;
import java.util.Optional;

/** What is said of a write that the API server refuses until a person mends something. */
public final class Refused {

  private Refused() {}

  /** The first of them. */
  public static Optional<Verdict> first(List<Obstacle> obstacles) {
    return obstacles.stream().findFirst().map(Refused::verdict);
  }

  private static Verdict verdict(Obstacle obstacle) {
    var reason =
        obstacle.reason().equals(Reason.NAME_TAKEN.word()) ? Reason.NAME_TAKEN : Reason.REFUSED;
    return Verdict.no(reason, obstacle.ref() + ": " + obstacle.message());
  }
}
