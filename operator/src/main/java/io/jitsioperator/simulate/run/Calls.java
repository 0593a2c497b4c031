package io.jitsioperator.simulate.run;

import io.jitsioperator.simulate.load.Load;
import java.util.ArrayList;
import java.util.List;

/** All conferences: who comes, who goes, who is moved, who is cut off. */
final class Calls {

  /** How long a browser waits before it tries again: an assumption. */
  private static final long TRIES_AGAIN = 5_000;

  private final Agenda agenda;
  private final Load load;
  private final Jicofo jicofo;
  private final long seed;
  private final Conference[] conferences;
  private final List<Conference> waiting = new ArrayList<>();
  private int waitingPeople;
  private long waitingTime;
  private long waitingSettled;
  private boolean retrying;
  private long joined;
  private long left;
  private long late;
  private long moved;
  private long cut;

  Calls(Agenda agenda, Load load, Jicofo jicofo, long seed) {
    this.agenda = agenda;
    this.load = load;
    this.jicofo = jicofo;
    this.seed = seed;
    this.conferences = new Conference[load.conferences()];
  }

  /** That conference has so many from now on. */
  void become(int number, int people) {
    var conference = conferences[number];
    if (conference == null) {
      conference = new Conference(number);
      conferences[number] = conference;
    }
    int present = conference.seated() + conference.waiting;
    for (int i = present; i < people; i++) {
      join(conference);
    }
    for (int i = people; i < present; i++) {
      left++;
      leave(conference);
    }
  }

  private void join(Conference conference) {
    joined++;
    var bridge = jicofo.choose(conference);
    late += bridge == null || bridge.stress() >= Bridge.OVERLOAD ? 1 : 0;
    if (bridge == null) {
      await(conference, 1);
    } else {
      add(conference, bridge);
    }
  }

  private void add(Conference conference, Bridge bridge) {
    unload(conference);
    settle(bridge);
    conference.add(bridge, 1);
    bridge.joined(agenda.now());
    reload(conference);
  }

  private void leave(Conference conference) {
    long what = (long) conference.number << 24 | conference.changes++;
    int person = Chance.below(conference.seated() + conference.waiting, seed, what);
    if (person < conference.seated()) {
      unload(conference);
      conference.remove(conference.indexOf(person), 1);
      reload(conference);
    } else {
      wait(-1);
      conference.waiting--;
    }
  }

  /** Takes its load off all its bridges, so that who is on them can change. */
  private void unload(Conference conference) {
    for (int i = 0; i < conference.bridges(); i++) {
      var bridge = conference.bridge(i);
      settle(bridge);
      bridge.load -= conference.share(i);
      conference.share(i, 0);
    }
  }

  /** A relay to another bridge of the same conference costs as much as one participant. */
  private void reload(Conference conference) {
    long cost = load.cost(conference.number, conference.seated());
    int relays = conference.bridges() - 1;
    for (int i = 0; i < conference.bridges(); i++) {
      long share = cost * (conference.people(i) + relays);
      conference.bridge(i).load += share;
      conference.share(i, share);
    }
  }

  private void settle(Bridge bridge) {
    var node = bridge.node;
    if (node != null && node.sharedCpu) {
      node.settle(agenda.now());
    } else {
      bridge.settle(agenda.now());
    }
  }

  /** Its people go to other bridges, as far as Jicofo finds any; each has one short gap. */
  void move(Bridge bridge) {
    for (var conference : on(bridge)) {
      int people = conference.people(conference.index(bridge));
      for (int i = 0; i < people; i++) {
        var other = jicofo.choose(conference);
        if (other == null || other == bridge) {
          break;
        }
        moved++;
        unload(conference);
        conference.remove(conference.index(bridge), 1);
        add(conference, other);
      }
    }
  }

  /** It dies under its people; they come back as soon as their browsers try again. */
  void cutOff(Bridge bridge) {
    for (var conference : on(bridge)) {
      int index = conference.index(bridge);
      int people = conference.people(index);
      unload(conference);
      conference.remove(index, people);
      reload(conference);
      cut += people;
      await(conference, people);
    }
  }

  private List<Conference> on(Bridge bridge) {
    var on = new ArrayList<Conference>();
    if (bridge.people > 0) {
      for (var conference : conferences) {
        if (conference != null && conference.index(bridge) >= 0) {
          on.add(conference);
        }
      }
    }
    return on;
  }

  private void await(Conference conference, int people) {
    if (conference.waiting == 0) {
      waiting.add(conference);
    }
    conference.waiting += people;
    wait(people);
    if (!retrying) {
      retrying = true;
      agenda.in(TRIES_AGAIN, this::tryAgain);
    }
  }

  private void wait(int more) {
    waitingTime += waitingPeople * (agenda.now() - waitingSettled);
    waitingSettled = agenda.now();
    waitingPeople += more;
  }

  private void tryAgain() {
    for (var conference : waiting) {
      var bridge = jicofo.choose(conference);
      while (conference.waiting > 0 && bridge != null) {
        conference.waiting--;
        wait(-1);
        add(conference, bridge);
        bridge = jicofo.choose(conference);
      }
    }
    waiting.removeIf(conference -> conference.waiting == 0);
    retrying = !waiting.isEmpty();
    if (retrying) {
      agenda.in(TRIES_AGAIN, this::tryAgain);
    }
  }

  /** How many are on no bridge. */
  int waiting() {
    return waitingPeople;
  }

  /** Milliseconds times people who were on no bridge. */
  long waitingTime() {
    wait(0);
    return waitingTime;
  }

  /** What was counted. */
  Counts counts() {
    return new Counts(joined, left, late, moved, cut);
  }

  /**
   * People who came and went by themselves, who came too late, who were moved, who were cut off.
   */
  record Counts(long joined, long left, long late, long moved, long cut) {}
}
