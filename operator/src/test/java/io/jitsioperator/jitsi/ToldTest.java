package io.jitsioperator.jitsi;

import static io.jitsioperator.jitsi.ManualClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.world.Answer;
import io.jitsioperator.world.BreweryReport;
import io.jitsioperator.world.JicofoReport;
import io.jitsioperator.world.JicofoReport.Components;
import io.jitsioperator.world.JicofoReport.Health;
import io.jitsioperator.world.JicofoReport.Stats;
import io.jitsioperator.world.PortReport;
import io.jitsioperator.world.ShardSignals;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ToldTest {

  private final Told told = new Told();

  @BeforeEach
  void tellTheBeginning() {
    assertThat(news(0, jicofo(0, stats(0, 0, 2)))).isTrue();
  }

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }

  private static Stats stats(int conferences, int participants, int operationalBridges) {
    return new Stats(conferences, 5, participants, 2, operationalBridges, 0, 0);
  }

  private static JicofoReport jicofo(int second, Stats stats) {
    return jicofo("uid", new Answer.Said<>(stats, at(second)), health(200, "OK"), "1", "a");
  }

  private static Answer<Health> health(int status, String message) {
    return new Answer.Said<>(new Health(status, message), START);
  }

  private static JicofoReport jicofo(
      String uid, Answer<Stats> stats, Answer<Health> health, String version, String component) {
    boolean zero = stats.said().filter(said -> said.conferences() == 0).isPresent();
    return new JicofoReport(
        uid,
        new Answer.Said<>(version, START),
        stats,
        health,
        new Answer.Said<>(new Components(Optional.of(component), Optional.empty()), START),
        new Answer.Said<>(Set.of(), START),
        zero ? Optional.of(START) : Optional.empty(),
        Optional.of(START));
  }

  private boolean news(int second, JicofoReport jicofo) {
    return news(second, jicofo, new BreweryReport.RoomExists(at(second)), PortReport.State.ACCEPTS);
  }

  private boolean news(
      int second, JicofoReport jicofo, BreweryReport brewery, PortReport.State port) {
    return told.isNews(
        new ShardSignals(
            Optional.of(jicofo),
            brewery,
            Map.of("prosody-0", new PortReport("p", port, START, at(second)))),
        at(second));
  }

  @Test
  void theSameLaterIsNoNews() {
    assertThat(news(4, jicofo(4, stats(0, 0, 2)))).isFalse();
  }

  @Test
  void idleForFiveSecondsIsNewsOnce() {
    assertThat(news(4, jicofo(4, stats(0, 0, 2)))).isFalse();
    assertThat(news(5, jicofo(5, stats(0, 0, 2)))).isTrue();
    assertThat(news(10, jicofo(10, stats(0, 0, 2)))).isFalse();
    assertThat(news(3600, jicofo(3600, stats(0, 0, 2)))).isFalse();
  }

  @Test
  void theFirstAndTheLastConferenceAreNews() {
    assertThat(news(1, jicofo(1, stats(1, 2, 2)))).isTrue();
    assertThat(news(2, jicofo(2, stats(2, 2, 2)))).isFalse();
    assertThat(news(3, jicofo(3, stats(0, 2, 2)))).isTrue();
  }

  @Test
  void noBridgeLeftIsNews() {
    assertThat(news(1, jicofo(1, stats(0, 0, 1)))).isFalse();
    assertThat(news(2, jicofo(2, stats(0, 0, 0)))).isTrue();
    assertThat(news(3, jicofo(3, stats(0, 0, 2)))).isTrue();
  }

  @Test
  void countsAreNewsEveryThirtySeconds() {
    assertThat(news(1, jicofo(1, stats(5, 9, 2)))).isTrue();
    assertThat(news(6, jicofo(6, stats(6, 10, 2)))).isFalse();
    assertThat(news(30, jicofo(30, stats(7, 11, 2)))).isFalse();
    assertThat(news(31, jicofo(31, stats(7, 11, 2)))).isTrue();
    assertThat(news(61, jicofo(61, stats(7, 11, 2)))).isFalse();
    assertThat(news(62, jicofo(62, stats(8, 11, 2)))).isTrue();
  }

  @Test
  void anotherKindOfAnswerIsNews() {
    Answer<Stats> refused = new Answer.Refused<>(at(1), at(1));
    Answer<Stats> silent = new Answer.Silent<>("why", at(2));
    assertThat(news(1, jicofo("uid", refused, health(200, "OK"), "1", "a"))).isTrue();
    assertThat(
            news(2, jicofo("uid", new Answer.Refused<>(at(1), at(2)), health(200, "OK"), "1", "a")))
        .isFalse();
    assertThat(news(3, jicofo("uid", silent, health(200, "OK"), "1", "a"))).isTrue();
    Answer<Stats> otherWords = new Answer.Silent<>("other words", at(4));
    assertThat(news(4, jicofo("uid", otherWords, health(200, "OK"), "1", "a"))).isFalse();
    assertThat(news(33, jicofo("uid", otherWords, health(200, "OK"), "1", "a"))).isTrue();
  }

  @Test
  void anotherPodVersionHealthOrComponentIsNews() {
    Answer<Stats> stats = new Answer.Said<>(stats(0, 0, 2), at(1));
    assertThat(news(1, jicofo("uid", stats, health(500, "none"), "1", "a"))).isTrue();
    assertThat(news(1, jicofo("uid", stats, health(500, "other"), "1", "a"))).isFalse();
    assertThat(news(1, jicofo("uid", stats, health(500, "none"), "2", "a"))).isTrue();
    assertThat(news(1, jicofo("uid", stats, health(500, "none"), "2", "b"))).isTrue();
    assertThat(news(1, jicofo("new", stats, health(500, "none"), "2", "b"))).isTrue();
  }

  @Test
  void theBreweryIsNewsByItsKind() {
    JicofoReport jicofo = jicofo(1, stats(0, 0, 2));
    PortReport.State ok = PortReport.State.ACCEPTS;
    assertThat(news(1, jicofo, new BreweryReport.RoomAbsent(at(1)), ok)).isTrue();
    assertThat(news(2, jicofo, new BreweryReport.RoomAbsent(at(1)), ok)).isFalse();
    assertThat(news(2, jicofo, new BreweryReport.LoginRefused(at(1), "no"), ok)).isTrue();
    assertThat(news(2, jicofo, new BreweryReport.Unknown("lost"), ok)).isTrue();
    assertThat(news(2, jicofo, new BreweryReport.RoomExists(at(2)), ok)).isTrue();
    assertThat(news(3, jicofo, new BreweryReport.RoomExists(at(3)), ok)).isFalse();
  }

  @Test
  void aPortIsNewsByItsState() {
    JicofoReport jicofo = jicofo(1, stats(0, 0, 2));
    BreweryReport exists = new BreweryReport.RoomExists(at(1));
    assertThat(news(1, jicofo, exists, PortReport.State.REFUSES)).isTrue();
    assertThat(news(2, jicofo, exists, PortReport.State.REFUSES)).isFalse();
    assertThat(news(2, jicofo, exists, PortReport.State.SILENT)).isTrue();
  }
}
