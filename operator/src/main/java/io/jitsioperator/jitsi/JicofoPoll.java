package io.jitsioperator.jitsi;

import io.jitsioperator.intent.Watch;
import io.jitsioperator.jitsi.JicofoBody.Reader;
import io.jitsioperator.jitsi.JicofoBody.Unusable;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.JicofoReport;
import io.jitsioperator.world.JicofoReport.Components;
import io.jitsioperator.world.JicofoReport.Health;
import io.jitsioperator.world.JicofoReport.Stats;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Asks one Jicofo pod round after round and keeps what it said. */
final class JicofoPoll {

  /** A version changes only with the pod; a minute is for the pod whose image was moved. */
  private static final Duration VERSION = Duration.ofMinutes(1);

  /** {@code /debug} is the dearest answer, and components once discovered seldom change. */
  private static final Duration DEBUG = Duration.ofSeconds(30);

  private final Watch.Target target;
  private final JicofoClient client;
  private final InstantSource clock;
  private final Tally tally;

  // Guarded by this: a round and a confirmation may end at the same moment.
  private Answer<String> version = new Answer.NotAsked<>();
  private Answer<Stats> stats = new Answer.NotAsked<>();
  private Answer<Health> health = new Answer.NotAsked<>();
  private Answer<Components> components = new Answer.NotAsked<>();
  private Optional<Instant> idleSince = Optional.empty();
  private Optional<Instant> runsSince = Optional.empty();

  JicofoPoll(Watch.Target target, JicofoClient client, InstantSource clock, Tally tally) {
    this.target = target;
    this.client = client;
    this.clock = clock;
    this.tally = tally;
  }

  synchronized JicofoReport report() {
    return new JicofoReport(
        target.podUid(), version, stats, health, components, idleSince, runsSince);
  }

  /** Whether it says, asked now, that it holds no conference. */
  boolean confirmIdle() throws InterruptedException {
    return hearStats(client.get(target, "/stats")) instanceof Answer.Said<Stats> said
        && said.value().conferences() == 0;
  }

  /** One round: {@code /stats} first, the rest only if that was answered. */
  void round() throws InterruptedException {
    Reply reply = client.get(target, "/stats");
    hearStats(reply);
    switch (reply) {
      case Reply.Body body -> askTheRest();
      case Reply.Refused refused -> hearRefusal();
      case Reply.None none -> hearNothing(none);
    }
  }

  private void askTheRest() throws InterruptedException {
    hearHealth(client.get(target, "/about/health"));
    if (due(report().version(), VERSION)) {
      hearVersion(client.get(target, "/about/version"));
    }
    Answer<Components> last = report().components();
    if (!discovered(last) || due(last, DEBUG)) {
      hearDebug(client.get(target, "/debug"));
    }
  }

  private synchronized Answer<Stats> hearStats(Reply reply) {
    Answer<Stats> before = stats;
    stats = read("/stats", reply, stats, JicofoBody::stats);
    Optional<Instant> runs = isSameProcess(before, stats) ? runsSince : Optional.empty();
    runsSince = stats instanceof Answer.Said<Stats> said ? row(runs, said.at()) : Optional.empty();
    idleSince =
        stats instanceof Answer.Said<Stats> said && said.value().conferences() == 0
            ? row(idleSince, said.at())
            : Optional.empty();
    return stats;
  }

  /** A row cannot begin after its end: then the clock was set back, and it begins anew. */
  private static Optional<Instant> row(Optional<Instant> since, Instant end) {
    return Optional.of(since.filter(begin -> !begin.isAfter(end)).orElse(end));
  }

  /** Not if it could have been replaced between two answers, or its counter began anew. */
  private static boolean isSameProcess(Answer<Stats> before, Answer<Stats> now) {
    return before instanceof Answer.Said<Stats>(Stats then, Instant at)
        && now instanceof Answer.Said<Stats> said
        && said.value().conferencesCreated() >= then.conferencesCreated();
  }

  private synchronized void hearHealth(Reply reply) {
    health = read("/about/health", reply, health, JicofoBody::health);
  }

  private synchronized void hearVersion(Reply reply) {
    version = read("/about/version", reply, version, JicofoBody::version);
  }

  private synchronized void hearDebug(Reply reply) {
    components = read("/debug", reply, components, JicofoBody::components);
  }

  /** The port is the same for all: nothing that was said before is still being said. */
  private synchronized void hearRefusal() {
    version = refusedSince(version);
    health = refusedSince(health);
    components = refusedSince(components);
  }

  /** The rest would only take its time-outs too. What was not due keeps its last answer. */
  private synchronized void hearNothing(Reply.None none) {
    health = new Answer.Silent<>("not asked, as GET /stats " + none.why(), now());
  }

  private static boolean discovered(Answer<Components> components) {
    return components
        .said()
        .filter(said -> said.avModeration().isPresent() || said.breakout().isPresent())
        .isPresent();
  }

  private boolean due(Answer<?> last, Duration every) {
    return !(last instanceof Answer.Said<?> said) || !now().isBefore(said.at().plus(every));
  }

  private <T> Answer<T> read(String path, Reply reply, Answer<T> was, Reader<T> reader) {
    tally.count(reply);
    return switch (reply) {
      case Reply.Refused refused -> refusedSince(was);
      case Reply.None none -> new Answer.Silent<>("GET " + path + " " + none.why(), now());
      case Reply.Body body -> {
        try {
          yield new Answer.Said<>(reader.read(body), now());
        } catch (Unusable e) {
          yield new Answer.Silent<>("GET " + path + " " + e.getMessage(), now());
        }
      }
    };
  }

  private <T> Answer<T> refusedSince(Answer<T> was) {
    Instant now = now();
    return new Answer.Refused<>(was instanceof Answer.Refused<T> row ? row.since() : now, now);
  }

  private Instant now() {
    return clock.instant();
  }
}
