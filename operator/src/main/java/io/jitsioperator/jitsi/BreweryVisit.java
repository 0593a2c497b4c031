package io.jitsioperator.jitsi;

import io.jitsioperator.world.BreweryRoom;
import io.jitsioperator.world.BridgePresence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One stay in a brewery room, and the bridges that are seen there. */
final class BreweryVisit implements Brewery.Occupants {

  /** How the nicks of operators begin. */
  static final String OPERATOR = "operator-";

  private static final String JICOFO = "focus";

  /** A bridge that was silent for longer is not fresh (design §4): its next word is news. */
  private static final Duration FRESH = Duration.ofSeconds(15);

  private final InstantSource clock;
  private final Consumer<News> heard;
  private final Runnable wake;

  // All below is guarded by this.
  private final Map<String, Known> bridges = new HashMap<>();
  private final Set<String> others = new HashSet<>();
  private Optional<Instant> since = Optional.empty();
  private Optional<String> end = Optional.empty();

  private record Known(BridgePresence presence, Optional<String> timestamp) {}

  /**
   * Not inside yet.
   *
   * @param heard told what each change means, never while a lock is held
   * @param wake called when the visit should be looked after
   */
  BreweryVisit(InstantSource clock, Consumer<News> heard, Runnable wake) {
    this.clock = clock;
    this.heard = heard;
    this.wake = wake;
  }

  synchronized BreweryRoom room() {
    if (end.isPresent()) {
      return new BreweryRoom.Unseen(end.get());
    }
    if (since.isEmpty()) {
      return new BreweryRoom.Unseen("not yet inside the brewery room");
    }
    return new BreweryRoom.Seen(
        since.get(),
        bridges.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, known -> known.getValue().presence())));
  }

  synchronized boolean isOver() {
    return end.isPresent();
  }

  /** Inside with nobody but other operators: the room lives only because of us. */
  synchronized boolean isAlone() {
    return isInside() && bridges.isEmpty() && others.isEmpty();
  }

  @Override
  public void entered() {
    boolean first;
    synchronized (this) {
      first = since.isEmpty() && end.isEmpty();
      since = since.or(() -> Optional.of(clock.instant()));
    }
    tell(first ? News.DECISIVE : News.NONE);
  }

  @Override
  public void ended(String why) {
    boolean first;
    synchronized (this) {
      first = end.isEmpty();
      end = end.or(() -> Optional.of(why));
      bridges.clear();
      others.clear();
    }
    if (first) {
      heard.accept(News.DECISIVE);
      wake.run();
    }
  }

  @Override
  public void showed(String nick, Optional<PresenceStats> stats) {
    tell(
        stats.isEmpty() || nick.equals(JICOFO)
            ? note(nick, !nick.startsWith(OPERATOR))
            : note(nick, stats.get()));
  }

  @Override
  public void left(String nick) {
    tell(note(nick, false));
    if (isAlone()) {
      wake.run();
    }
  }

  /** Somebody who is no bridge, or nobody. */
  private synchronized News note(String nick, boolean present) {
    if (present && end.isEmpty()) {
      others.add(nick);
    } else {
      others.remove(nick);
    }
    return bridges.remove(nick) == null ? News.NONE : News.DECISIVE;
  }

  private synchronized News note(String nick, PresenceStats stats) {
    if (end.isPresent()) {
      return News.NONE;
    }
    others.remove(nick);
    Instant now = clock.instant();
    Known before = bridges.get(nick);
    if (before == null) {
      bridges.put(nick, new Known(stats.presence(nick, now, Optional.empty()), stats.timestamp()));
      return News.DECISIVE;
    }
    BridgePresence was = before.presence();
    boolean lives = stats.timestamp().isPresent() && !stats.timestamp().equals(before.timestamp());
    BridgePresence is =
        stats.presence(nick, was.joined(), lives ? Optional.of(now) : was.changed());
    bridges.put(nick, new Known(is, stats.timestamp().or(before::timestamp)));
    boolean fresh = was.changed().filter(then -> !then.plus(FRESH).isBefore(now)).isPresent();
    return lives && !fresh ? News.DECISIVE : BridgeGist.news(was, is);
  }

  /** Who is there already when we come in is told all at once. */
  private void tell(News news) {
    if (isInside()) {
      heard.accept(news);
    }
  }

  private synchronized boolean isInside() {
    return since.isPresent() && end.isEmpty();
  }
}
