package io.jitsioperator.jitsi;

import io.jitsioperator.intent.Watch;
import io.jitsioperator.world.BreweryReport;
import io.jitsioperator.world.BreweryRoom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * Keeps one login to a brewery Prosody open, looks whether the brewery room exists, and is inside
 * while somebody wants to know the bridges there.
 */
final class BreweryLogin {

  /** While Jicofo is awaited (design: the operator looks again every 5 s). */
  private static final Duration WHILE_ABSENT = Duration.ofSeconds(5);

  /** A room ends only with Prosody, whose end we see at once, or with its last occupant. */
  private static final Duration WHILE_PRESENT = Duration.ofSeconds(30);

  /** Tries with other nicks; a single one is taken once in thousands of millions. */
  private static final int NICKS = 3;

  private final Watch.Login login;
  private final Brewery brewery;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Tally tally;
  private final Audience audience;
  private final Backoff backoff;
  private final AtomicBoolean hope = new AtomicBoolean();
  private Optional<Brewery.Session> session = Optional.empty();
  private volatile Optional<BreweryVisit> visit = Optional.empty();
  private volatile BreweryReport report = new BreweryReport.Unknown("not tried yet");

  BreweryLogin(
      Watch.Login login,
      Brewery brewery,
      InstantSource clock,
      RandomGenerator random,
      Tally tally,
      Audience audience) {
    this.login = login;
    this.brewery = brewery;
    this.clock = clock;
    this.random = random;
    this.tally = tally;
    this.audience = audience;
    this.backoff = new Backoff(random);
  }

  BreweryReport report() {
    return report;
  }

  /** Who is seen inside. */
  BreweryRoom room() {
    return visit.map(BreweryVisit::room).orElseGet(() -> new BreweryRoom.Unseen(outside()));
  }

  private String outside() {
    return switch (report) {
      case BreweryReport.Unknown(String why) -> why;
      case BreweryReport.Unreachable unreachable -> unreachable.why();
      case BreweryReport.LoginRefused refused -> refused.why();
      case BreweryReport.RoomAbsent absent -> "the room " + login.room() + " does not exist";
      case BreweryReport.RoomExists exists -> "not yet inside the room " + login.room();
    };
  }

  /** The port that refused accepts again: the next pauses may be short. */
  void hope() {
    hope.set(true);
  }

  /**
   * Logs in unless that is done, looks at the room, and enters or leaves it. Never from two
   * threads.
   *
   * @param wake called, on any thread, when the next look should be at once
   * @return how long to wait until the next look
   */
  Duration look(Runnable wake) throws InterruptedException {
    if (hope.getAndSet(false)) {
      backoff.reset();
    }
    try {
      Brewery.Session open = session(wake);
      boolean exists = open.roomExists();
      if (exists) {
        exists = attend(open, wake);
      } else {
        leave(open, "the room " + login.room() + " is gone");
      }
      backoff.reset();
      report = exists ? new BreweryReport.RoomExists(clock.instant()) : absent();
      return exists && (visit.isPresent() || !audience.wantsRoom()) ? WHILE_PRESENT : WHILE_ABSENT;
    } catch (Brewery.Trouble trouble) {
      close(String.valueOf(trouble.getMessage()));
      tally.loginFailures.increment();
      report = troubled(trouble);
      return backoff.next();
    }
  }

  private Brewery.Session session(Runnable wake) throws Brewery.Trouble, InterruptedException {
    if (session.isPresent()) {
      if (session.get().isOpen()) {
        return session.get();
      }
      throw new Brewery.Trouble(Brewery.Trouble.Kind.UNKNOWN, lost());
    }
    Runnable end =
        () -> {
          visit.ifPresent(over -> over.ended(lost()));
          wake.run();
        };
    Brewery.Session opened = brewery.open(login, end);
    tally.logins.incrementAndGet();
    session = Optional.of(opened);
    return opened;
  }

  private String lost() {
    return "the connection of " + login + " was lost";
  }

  /** Is inside as long as somebody wants it; false if the room is nobody's but ours. */
  private boolean attend(Brewery.Session open, Runnable wake)
      throws Brewery.Trouble, InterruptedException {
    if (!audience.wantsRoom()) {
      leave(open, "nobody wants to know");
      return true;
    }
    if (visit.filter(BreweryVisit::isOver).isPresent()) {
      // Whoever was thrown out does not come back without a pause.
      leave(open, "");
      return true;
    }
    if (visit.isEmpty() && !enter(open, wake)) {
      return false;
    }
    if (visit.filter(BreweryVisit::isAlone).isPresent()) {
      leave(open, "nobody else is in the room " + login.room());
      return false;
    }
    return true;
  }

  private boolean enter(Brewery.Session open, Runnable wake)
      throws Brewery.Trouble, InterruptedException {
    for (int i = 0; i < NICKS; i++) {
      String nick = BreweryVisit.OPERATOR + "%08x".formatted(random.nextInt());
      BreweryVisit next = new BreweryVisit(clock, audience::room, wake);
      visit = Optional.of(next);
      switch (open.enter(nick, next)) {
        case INSIDE -> {
          return true;
        }
        case NO_ROOM -> {
          visit = Optional.empty();
          return false;
        }
        case NICK_TAKEN -> {}
      }
    }
    throw new Brewery.Trouble(
        Brewery.Trouble.Kind.UNKNOWN, NICKS + " nicks in a row are taken in " + login.room());
  }

  private void leave(Brewery.Session open, String why) throws InterruptedException {
    if (visit.isPresent()) {
      open.leave();
      end(why);
    }
  }

  private void end(String why) {
    Optional<BreweryVisit> over = visit;
    visit = Optional.empty();
    over.ifPresent(it -> it.ended(why));
  }

  private BreweryReport absent() {
    return report instanceof BreweryReport.RoomAbsent
        ? report
        : new BreweryReport.RoomAbsent(clock.instant());
  }

  private BreweryReport troubled(Brewery.Trouble trouble) {
    String why = String.valueOf(trouble.getMessage());
    Instant now = clock.instant();
    return switch (trouble.kind()) {
      case UNREACHABLE ->
          new BreweryReport.Unreachable(
              report instanceof BreweryReport.Unreachable row ? row.since() : now, why);
      case LOGIN_REFUSED ->
          new BreweryReport.LoginRefused(
              report instanceof BreweryReport.LoginRefused row ? row.since() : now, why);
      case UNKNOWN -> new BreweryReport.Unknown(why);
    };
  }

  /** Ends the session, if there is one. */
  void close() {
    close("not looked at any more");
  }

  private void close(String why) {
    end(why);
    session.ifPresent(
        open -> {
          tally.logins.decrementAndGet();
          open.close();
        });
    session = Optional.empty();
  }
}
