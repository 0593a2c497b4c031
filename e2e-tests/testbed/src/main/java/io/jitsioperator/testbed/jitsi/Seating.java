package io.jitsioperator.testbed.jitsi;

import io.jitsioperator.simulate.Seats;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;

/**
 * Who of one conference is on which bridge. Everything happens one after another, and not on the
 * threads that deliver stanzas, because bridges are waited for.
 *
 * <p>Source: contracts §5.5 and §5.6.
 */
final class Seating implements AutoCloseable {

  /** Between the end of a session and the next offer; real ones were seen to need 0.7 to 1.2 s. */
  private static final Duration REINVITE = Duration.ofMillis(900);

  private static final String NOWHERE = "";

  /** What goes to participants. */
  interface Offers {

    /** A session with the bridge whose media is there. */
    void initiate(String nick, InetSocketAddress bridge);

    /** The end of their session, for that reason. */
    void terminate(String nick, String reason);
  }

  private record Told(Set<String> endpoints, int remote, InetSocketAddress media) {}

  private final String room;
  private final BridgeDesk desk;
  private final Offers offers;
  private final LogBuffer log;
  private final ExecutorService work =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("seating").factory());

  /** Nick to bridge. Guarded by this. */
  private final Map<String, String> seats = new LinkedHashMap<>();

  /** What each bridge of the conference knows. Only touched by the work. */
  private final Map<String, Told> told = new HashMap<>();

  Seating(String room, BridgeDesk desk, Offers offers, LogBuffer log) {
    this.room = room;
    this.desk = desk;
    this.offers = offers;
    this.log = log;
  }

  private void later(Runnable what) {
    try {
      work.execute(what);
    } catch (RejectedExecutionException ended) {
      // The conference is over.
    }
  }

  /** Somebody is to get a session. */
  void invite(String nick) {
    later(
        () -> {
          put(nick, NOWHERE);
          seat(nick);
        });
  }

  /** Somebody has left. */
  void leave(String nick) {
    later(
        () -> {
          remove(nick);
          tellAll();
        });
  }

  /** The sessions of all end, for nobody else is there. */
  void expire() {
    later(
        () -> {
          nicks().forEach(nick -> offers.terminate(nick, JingleIq.EXPIRED));
          nicks().forEach(this::remove);
          tellAll();
        });
  }

  /** A bridge is gone or has failed: its people get another. */
  void gone(String bridge) {
    later(
        () -> {
          told.remove(bridge);
          List<String> victims = on(bridge);
          if (!victims.isEmpty()) {
            desk.removed(victims.size());
            reinvite(victims);
          }
        });
  }

  /** A bridge is about to go: its people get another while it still lives. */
  void leaving(String bridge) {
    later(() -> reinvite(on(bridge)));
  }

  /** A bridge has come: who has none gets it. */
  void came() {
    later(() -> on(NOWHERE).forEach(this::seat));
  }

  /**
   * Moves people off a bridge.
   *
   * @return how many
   */
  int move(String bridge, int most) throws InterruptedException {
    Callable<List<String>> begin =
        () -> {
          List<String> some = on(bridge).stream().limit(most).toList();
          later(() -> reinvite(some));
          return some;
        };
    try {
      return work.submit(begin).get().size();
    } catch (RejectedExecutionException | ExecutionException ended) {
      return 0;
    }
  }

  /** Moves one. */
  int moveOne(String nick) {
    later(() -> reinvite(List.of(nick)));
    return 1;
  }

  private void reinvite(List<String> all) {
    // Somebody may have left since they were chosen.
    List<String> nicks = all.stream().filter(nicks()::contains).toList();
    if (nicks.isEmpty()) {
      return;
    }
    for (String nick : nicks) {
      put(nick, NOWHERE);
      offers.terminate(nick, JingleIq.MOVED);
    }
    tellAll();
    try {
      Thread.sleep(REINVITE);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return;
    }
    nicks.forEach(this::seat);
  }

  private void seat(String nick) {
    Optional<String> bridge = desk.choose(seats());
    if (bridge.isEmpty()) {
      log.add("[room=" + room + "] There is no bridge for " + nick);
      return;
    }
    put(nick, bridge.get());
    Optional<InetSocketAddress> media = tell(bridge.get());
    if (media.isPresent()) {
      desk.joined(bridge.get());
      tellAll();
      offers.initiate(nick, media.get());
    } else {
      // It is not chosen again for a while, so this ends.
      desk.failed(bridge.get());
      told.remove(bridge.get());
      reinvite(on(bridge.get()));
    }
  }

  private void tellAll() {
    List.copyOf(told.keySet()).forEach(this::tell);
  }

  private Optional<InetSocketAddress> tell(String bridge) {
    Set<String> here = Set.copyOf(on(bridge));
    Told before = told.get(bridge);
    if (here.isEmpty()) {
      told.remove(bridge);
      desk.forget(bridge, room);
      return Optional.empty();
    }
    int remote = seated() - here.size();
    if (before != null && before.endpoints().equals(here) && before.remote() == remote) {
      return Optional.of(before.media());
    }
    Optional<InetSocketAddress> media = desk.tell(bridge, room, before == null, here, remote);
    media.ifPresent(at -> told.put(bridge, new Told(here, remote, at)));
    return media;
  }

  private synchronized void put(String nick, String bridge) {
    seats.put(nick, bridge);
  }

  private synchronized void remove(String nick) {
    seats.remove(nick);
  }

  private synchronized List<String> nicks() {
    return new ArrayList<>(seats.keySet());
  }

  private synchronized List<String> on(String bridge) {
    return seats.entrySet().stream()
        .filter(seat -> seat.getValue().equals(bridge))
        .map(Map.Entry::getKey)
        .toList();
  }

  private synchronized int seated() {
    return (int) seats.values().stream().filter(bridge -> !bridge.equals(NOWHERE)).count();
  }

  private synchronized List<Seats> seats() {
    return seats.values().stream()
        .filter(bridge -> !bridge.equals(NOWHERE))
        .collect(Collectors.groupingBy(bridge -> bridge, LinkedHashMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(each -> new Seats(each.getKey(), each.getValue().intValue()))
        .toList();
  }

  /** How many are on that bridge. */
  int count(String bridge) {
    return on(bridge).size();
  }

  /** Where somebody is; empty if nowhere. */
  synchronized Optional<String> bridgeOf(String nick) {
    return Optional.ofNullable(seats.get(nick)).filter(bridge -> !bridge.equals(NOWHERE));
  }

  /** The conference is over; its bridges hear of it. */
  @Override
  public void close() {
    later(
        () -> {
          nicks().forEach(this::remove);
          tellAll();
        });
    work.shutdown();
  }
}
