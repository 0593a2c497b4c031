package io.jitsioperator.jitsi;

import io.jitsioperator.world.Answer;
import io.jitsioperator.world.BreweryReport;
import io.jitsioperator.world.JicofoReport;
import io.jitsioperator.world.JicofoReport.Health;
import io.jitsioperator.world.JicofoReport.Stats;
import io.jitsioperator.world.ShardSignals;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a listener was last told of one shard, and thereby whether there is anything to tell. */
final class Told {

  /** Telemetry in a status is written at most once per 30 s an object. */
  private static final Duration DETAIL = Duration.ofSeconds(30);

  private Gist gist = Gist.of(ShardSignals.none());
  private Detail detail = Detail.of(ShardSignals.none());
  private Instant at = Instant.MIN;

  /** Numbers and wordings, which a status shows but no decision hangs on. */
  private record Detail(
      Optional<Stats> stats, Optional<String> silence, Optional<String> health, String brewery) {

    static Detail of(ShardSignals signals) {
      return new Detail(
          signals.jicofo().flatMap(jicofo -> jicofo.stats().said()),
          signals.jicofo().flatMap(Detail::silence),
          signals.jicofo().flatMap(jicofo -> jicofo.health().said()).map(Health::message),
          switch (signals.brewery()) {
            case BreweryReport.Unknown(String why) -> why;
            case BreweryReport.Unreachable unreachable -> unreachable.why();
            case BreweryReport.LoginRefused refused -> refused.why();
            case BreweryReport.RoomAbsent absent -> "";
            case BreweryReport.RoomExists exists -> "";
          });
    }

    private static Optional<String> silence(JicofoReport jicofo) {
      return jicofo.stats() instanceof Answer.Silent<Stats> silent
          ? Optional.of(silent.why())
          : Optional.empty();
    }
  }

  /** True if that is worth telling now; it then counts as told. */
  boolean isNews(ShardSignals signals, Instant now) {
    Gist newGist = Gist.of(signals);
    Detail newDetail = Detail.of(signals);
    boolean worthIt =
        !newGist.equals(gist) || (!newDetail.equals(detail) && !now.isBefore(at.plus(DETAIL)));
    if (worthIt) {
      gist = newGist;
      detail = newDetail;
      at = now;
    }
    return worthIt;
  }
}
