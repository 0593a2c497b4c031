package io.jitsioperator.jitsi;

import io.jitsioperator.intent.Watch;
import io.jitsioperator.world.BreweryReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/** Keeps one login to a brewery Prosody open and looks whether the brewery room exists. */
final class BreweryLogin {

  /** While Jicofo is awaited (design: the operator looks again every 5 s). */
  private static final Duration WHILE_ABSENT = Duration.ofSeconds(5);

  /** A room ends only with Prosody, whose end we see at once, or with its last occupant. */
  private static final Duration WHILE_PRESENT = Duration.ofSeconds(30);

  private final Watch.Login login;
  private final Brewery brewery;
  private final InstantSource clock;
  private final Tally tally;
  private final Backoff backoff;
  private final AtomicBoolean hope = new AtomicBoolean();
  private Optional<Brewery.Session> session = Optional.empty();
  private volatile BreweryReport report = new BreweryReport.Unknown("not tried yet");

  BreweryLogin(
      Watch.Login login,
      Brewery brewery,
      InstantSource clock,
      RandomGenerator random,
      Tally tally) {
    this.login = login;
    this.brewery = brewery;
    this.clock = clock;
    this.tally = tally;
    this.backoff = new Backoff(random);
  }

  BreweryReport report() {
    return report;
  }

  /** The port that refused accepts again: the next pauses may be short. */
  void hope() {
    hope.set(true);
  }

  /**
   * Logs in unless that is done, and looks at the room. Never from two threads.
   *
   * @param lost see {@link Brewery#open}
   * @return how long to wait until the next look
   */
  Duration look(Runnable lost) throws InterruptedException {
    if (hope.getAndSet(false)) {
      backoff.reset();
    }
    try {
      boolean exists = session(lost).roomExists();
      backoff.reset();
      report = exists ? new BreweryReport.RoomExists(clock.instant()) : absent();
      return exists ? WHILE_PRESENT : WHILE_ABSENT;
    } catch (Brewery.Trouble trouble) {
      close();
      tally.loginFailures.increment();
      report = troubled(trouble);
      return backoff.next();
    }
  }

  private Brewery.Session session(Runnable lost) throws Brewery.Trouble, InterruptedException {
    if (session.isPresent()) {
      if (session.get().isOpen()) {
        return session.get();
      }
      throw new Brewery.Trouble(
          Brewery.Trouble.Kind.UNKNOWN, "the connection of " + login + " was lost");
    }
    Brewery.Session opened = brewery.open(login, lost);
    tally.logins.incrementAndGet();
    session = Optional.of(opened);
    return opened;
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
    session.ifPresent(
        open -> {
          tally.logins.decrementAndGet();
          open.close();
        });
    session = Optional.empty();
  }
}
