package io.jitsioperator.jitsi;

import io.jitsioperator.intent.Watch;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.JicofoBridge;
import io.jitsioperator.world.JicofoReport;
import io.jitsioperator.world.JicofoReport.Components;
import io.jitsioperator.world.JicofoReport.Health;
import io.jitsioperator.world.JicofoReport.Stats;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks one Jicofo pod round after round and keeps what it said. */
final class JicofoPoll {

  /** A version changes only with the pod; a minute is for the pod whose image was moved. */
  private static final Duration VERSION = Duration.ofMinutes(1);

  /** {@code /debug} is the dearest answer, and components once discovered seldom change. */
  private static final Duration DEBUG = Duration.ofSeconds(30);

  private final Watch.Target target;
  private final RestClient client;
  private final Audience audience;
  private final Hearing hearing;
  private final Tally tally;

  // Guarded by this: a round and a confirmation may end at the same moment.
  private Answer<String> version = new Answer.NotAsked<>();
  private Answer<Stats> stats = new Answer.NotAsked<>();
  private Answer<Health> health = new Answer.NotAsked<>();
  private Answer<Components> components = new Answer.NotAsked<>();
  private Answer<Set<String>> names = new Answer.NotAsked<>();
  private Answer<List<JicofoBridge>> bridges = new Answer.NotAsked<>();
  private Optional<Instant> idleSince = Optional.empty();
  private Optional<Instant> runsSince = Optional.empty();

  JicofoPoll(
      Watch.Target target, RestClient client, InstantSource clock, Tally tally, Audience audience) {
    this.target = target;
    this.client = client;
    this.hearing = new Hearing(clock);
    this.tally = tally;
    this.audience = audience;
  }

  synchronized JicofoReport report() {
    return new JicofoReport(
        target.podUid(), version, stats, health, components, names, idleSince, runsSince);
  }

  /** The bridges that it knows; asked only while somebody wants to know. */
  synchronized Answer<List<JicofoBridge>> bridges() {
    return bridges;
  }

  /** Whether it says, asked now, that it holds no conference. */
  boolean confirmIdle() throws InterruptedException {
    return hearStats(ask("/stats")) instanceof Answer.Said<Stats> said
        && said.value().conferences() == 0;
  }

  /** One round: {@code /stats} first, the rest only if that was answered. */
  void round() throws InterruptedException {
    Answer<List<JicofoBridge>> before = bridges();
    boolean wanted = audience.wantsBridges();
    Reply reply = ask("/stats");
    hearStats(reply);
    switch (reply) {
      case Reply.Body body -> askTheRest(wanted);
      case Reply.Refused refused -> hearRefusal(wanted);
      case Reply.None none -> hearNothing(none, wanted);
    }
    audience.bridges(JicofoBridges.news(before, bridges()));
  }

  private Reply ask(String path) throws InterruptedException {
    Reply reply = client.get(target, path);
    tally.count(reply);
    return reply;
  }

  private void askTheRest(boolean wanted) throws InterruptedException {
    hearHealth(ask("/about/health"));
    if (due(report().version(), VERSION)) {
      hearVersion(ask("/about/version"));
    }
    Answer<Components> last = report().components();
    if (wanted || !discovered(last) || due(last, DEBUG)) {
      hearDebug(ask("/debug"), wanted);
    }
    if (!wanted) {
      forgetBridges();
    }
  }

  private synchronized Answer<Stats> hearStats(Reply reply) {
    Answer<Stats> before = stats;
    stats = hearing.read("/stats", reply, stats, JicofoBody::stats);
    Optional<Instant> runs = isSameProcess(before, stats) ? runsSince : Optional.empty();
    runsSince =
        stats instanceof Answer.Said<Stats> said ? Hearing.row(runs, said.at()) : Optional.empty();
    idleSince =
        stats instanceof Answer.Said<Stats> said && said.value().conferences() == 0
            ? Hearing.row(idleSince, said.at())
            : Optional.empty();
    return stats;
  }

  /** Not if it could have been replaced between two answers, or its counter began anew. */
  private static boolean isSameProcess(Answer<Stats> before, Answer<Stats> now) {
    return before instanceof Answer.Said<Stats>(Stats then, Instant at)
        && now instanceof Answer.Said<Stats> said
        && said.value().conferencesCreated() >= then.conferencesCreated();
  }

  private synchronized void hearHealth(Reply reply) {
    health = hearing.read("/about/health", reply, health, JicofoBody::health);
  }

  private synchronized void hearVersion(Reply reply) {
    version = hearing.read("/about/version", reply, version, JicofoBody::version);
  }

  private synchronized void hearDebug(Reply reply, boolean wanted) {
    components = hearing.read("/debug", reply, components, JicofoBody::components);
    names = hearing.read("/debug", reply, names, JicofoBody::names);
    if (wanted) {
      bridges = hearing.read("/debug", reply, bridges, JicofoBody::bridges);
    }
  }

  /** What is not asked any more would only grow old. */
  private synchronized void forgetBridges() {
    bridges = new Answer.NotAsked<>();
  }

  /** The port is the same for all: nothing that was said before is still being said. */
  private synchronized void hearRefusal(boolean wanted) {
    version = hearing.refusedSince(version);
    health = hearing.refusedSince(health);
    components = hearing.refusedSince(components);
    names = hearing.refusedSince(names);
    bridges = wanted ? hearing.refusedSince(bridges) : new Answer.NotAsked<>();
  }

  /** The rest would only take its time-outs too. What was not due keeps its last answer. */
  private synchronized void hearNothing(Reply.None none, boolean wanted) {
    String why = "not asked, as GET /stats " + none.why();
    health = new Answer.Silent<>(why, hearing.now());
    bridges = wanted ? new Answer.Silent<>(why, hearing.now()) : new Answer.NotAsked<>();
  }

  private static boolean discovered(Answer<Components> components) {
    return components
        .said()
        .filter(said -> said.avModeration().isPresent() || said.breakout().isPresent())
        .isPresent();
  }

  private boolean due(Answer<?> last, Duration every) {
    return !(last instanceof Answer.Said<?> said) || !hearing.now().isBefore(said.at().plus(every));
  }
}
