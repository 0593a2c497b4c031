package io.jitsioperator.jitsi;

import io.jitsioperator.intent.Watch;
import io.jitsioperator.jitsi.BridgeBody.Heard;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.BridgeReport;
import io.jitsioperator.world.BridgeReport.Stats;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Asks one bridge round after round and keeps what it said. */
final class BridgePoll {

  static final String STATS = "/colibri/stats";

  /** A bridge is taken for empty after two zeros that lie this far apart. */
  private static final Duration EMPTY = Duration.ofSeconds(5);

  private final Watch.Target target;
  private final RestClient client;
  private final Hearing hearing;
  private final Tally tally;
  private Answer<Heard> last = new Answer.NotAsked<>();
  private volatile BridgeReport report;

  BridgePoll(Watch.Target target, RestClient client, InstantSource clock, Tally tally) {
    this.target = target;
    this.client = client;
    this.hearing = new Hearing(clock);
    this.tally = tally;
    this.report = BridgeReport.unasked(target.podUid());
  }

  BridgeReport report() {
    return report;
  }

  /** Asks once. Never from two threads. */
  News round() throws InterruptedException {
    Reply reply = client.get(target, STATS);
    tally.count(reply);
    Answer<Heard> now = hearing.read(STATS, reply, last, BridgeBody::stats);
    BridgeReport before = report;
    report = new BridgeReport(target.podUid(), stats(now), emptySince(now));
    last = now;
    return News.between(gist(before), gist(report), detail(before), detail(report));
  }

  private static Answer<Stats> stats(Answer<Heard> answer) {
    return switch (answer) {
      case Answer.Said<Heard>(Heard heard, Instant at) -> new Answer.Said<>(heard.stats(), at);
      case Answer.Refused<Heard>(Instant since, Instant at) -> new Answer.Refused<>(since, at);
      case Answer.Silent<Heard>(String why, Instant at) -> new Answer.Silent<>(why, at);
      case Answer.NotAsked<Heard> none -> new Answer.NotAsked<>();
    };
  }

  private Optional<Instant> emptySince(Answer<Heard> now) {
    if (!(now instanceof Answer.Said<Heard>(Heard heard, Instant at))
        || heard.stats().localEndpoints() > 0) {
      return Optional.empty();
    }
    boolean sameProcess = last.said().filter(was -> heard.created() >= was.created()).isPresent();
    return Hearing.row(sameProcess ? report.emptySince() : Optional.empty(), at);
  }

  /** That part of a report on which decisions hang. */
  private record Gist(Class<?> answer, Optional<Stats> flags, boolean empty) {}

  private static Gist gist(BridgeReport report) {
    return new Gist(
        report.stats().getClass(), report.stats().said().map(BridgePoll::flags), empty(report));
  }

  /** Without the numbers, but for whether anybody is there. */
  private static Stats flags(Stats said) {
    return new Stats(
        Integer.signum(said.localEndpoints()),
        0,
        0,
        said.drain(),
        said.gracefulShutdown(),
        said.shuttingDown(),
        said.healthy(),
        said.version(),
        said.mucsConfigured(),
        said.mucsJoined());
  }

  private static boolean empty(BridgeReport report) {
    return report.stats() instanceof Answer.Said<Stats> said
        && report.emptySince().filter(since -> !said.at().isBefore(since.plus(EMPTY))).isPresent();
  }

  private static Object detail(BridgeReport report) {
    return report.stats() instanceof Answer.Silent<Stats> silent
        ? silent.why()
        : report.stats().said();
  }
}
