package io.jitsioperator.simulate.run;

import io.jitsioperator.plan.pool.Leave;

/** How a bridge leaves, from the word to its end. */
final class Drains {

  /** How often a bridge that leaves is looked at; two looks must find it empty (design §4). */
  private static final long LOOKS = 5_000;

  private static final int EMPTY_LOOKS = 2;

  /** From the call to shut down to the end of an empty bridge (design §4). */
  private static final long SHUTTING_DOWN = 15_000;

  private static final long HOUR = 3_600_000;
  private static final long PATIENCE = HOUR / 2;
  private static final long NODE_PATIENCE = HOUR / 12;

  private final Agenda agenda;
  private final Weather weather;
  private final Fleet fleet;
  private final Calls calls;
  private final Jicofo jicofo;

  Drains(Agenda agenda, Weather weather, Fleet fleet, Calls calls, Jicofo jicofo) {
    this.agenda = agenda;
    this.weather = weather;
    this.fleet = fleet;
    this.calls = calls;
    this.jicofo = jicofo;
  }

  /**
   * As the operator does it: drain, empty in two looks, shut down; when patience is over its people
   * are moved, once.
   */
  void drain(Bridge bridge, Leave why) {
    if (leaves(bridge, why)) {
      bridge.drain = true;
      int turn = bridge.turn;
      agenda.in(LOOKS, () -> look(bridge, new Look(turn, 0, false)));
    }
  }

  /** It takes no new conferences and ends when it is empty; nobody is moved. */
  void letEnd(Bridge bridge) {
    if (leaves(bridge, Leave.SCALE_DOWN)) {
      bridge.graceful = true;
      int turn = bridge.turn;
      agenda.in(LOOKS, () -> look(bridge, new Look(turn, 0, true)));
    }
  }

  /**
   * It is asked to end when it is empty, and killed when its grace period is over. That it may end
   * earlier, and that it takes no new conferences, is the best that a preStop hook can do.
   */
  void kill(Bridge bridge, long grace) {
    letEnd(bridge);
    agenda.in(grace, () -> killNow(bridge));
  }

  private void killNow(Bridge bridge) {
    if (!bridge.gone) {
      calls.cutOff(bridge);
      fleet.end(bridge);
    }
  }

  /** At once; nobody may be on it. */
  void end(Bridge bridge) {
    fleet.end(bridge);
  }

  /** It stays after all. */
  void takeBack(Bridge bridge) {
    bridge.leaving = null;
    bridge.drain = false;
    bridge.turn++;
  }

  /** Whether it does so by and by: one that does not serve yet is gone at once. */
  private boolean leaves(Bridge bridge, Leave why) {
    bridge.leaving = why;
    bridge.leavesSince = agenda.now();
    bridge.turn++;
    if (bridge.ready.isEmpty()) {
      fleet.end(bridge);
      return false;
    }
    return true;
  }

  /**
   * One look at a bridge that leaves.
   *
   * @param turn of the leave that it belongs to
   * @param empty how many looks before have found nobody
   * @param moved whether its people were moved, or shall not be
   */
  private record Look(int turn, int empty, boolean moved) {}

  private void look(Bridge bridge, Look look) {
    if (bridge.gone || bridge.turn != look.turn()) {
      return;
    }
    // What is not seen is not empty.
    int empty = bridge.people == 0 && !weather.mutes(bridge) ? look.empty() + 1 : 0;
    if (empty == EMPTY_LOOKS) {
      shutDown(bridge);
      return;
    }
    boolean moves = !look.moved() && isOutOfPatience(bridge) && canMove(bridge);
    if (moves) {
      calls.move(bridge);
    }
    agenda.in(LOOKS, () -> look(bridge, new Look(look.turn(), empty, look.moved() || moves)));
  }

  private boolean isOutOfPatience(Bridge bridge) {
    long patience = bridge.leaving == Leave.SCALE_DOWN ? PATIENCE : NODE_PATIENCE;
    return agenda.now() - bridge.leavesSince >= patience;
  }

  private boolean canMove(Bridge bridge) {
    return bridge.people > 0 && !weather.mutes(bridge) && jicofo.canMoveFrom(bridge);
  }

  /** It cannot be taken back any more, and says so at once: it refuses whoever comes. */
  private void shutDown(Bridge bridge) {
    bridge.turn++;
    bridge.shutDown = true;
    bridge.graceful = true;
    bridge.tell(bridge.told());
    agenda.in(SHUTTING_DOWN, () -> endOnce(bridge));
  }

  private void endOnce(Bridge bridge) {
    if (!bridge.gone) {
      // Nobody should be on it. If somebody is, that is said and not hidden.
      calls.cutOff(bridge);
      fleet.end(bridge);
    }
  }
}
