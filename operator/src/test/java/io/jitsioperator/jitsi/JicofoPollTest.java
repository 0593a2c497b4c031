package io.jitsioperator.jitsi;

import static io.jitsioperator.jitsi.ManualClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.world.Answer;
import io.jitsioperator.world.JicofoReport.Components;
import io.jitsioperator.world.JicofoReport.Health;
import io.jitsioperator.world.JicofoReport.Stats;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class JicofoPollTest {

  private static final Duration ROUND = Duration.ofSeconds(5);

  private final ManualClock clock = new ManualClock();

  /** A busy machine must not look like a Jicofo that hangs. */
  private final RestClient client = new RestClient(Duration.ofSeconds(60), Duration.ofSeconds(60));

  private final FakeAudience audience = new FakeAudience();
  private final Tally tally = new Tally();
  private final FakeJicofo jicofo = new FakeJicofo();
  private final JicofoPoll poll =
      new JicofoPoll(jicofo.target("uid-1"), client, clock, tally, audience);

  @AfterEach
  void close() {
    jicofo.close();
    client.close();
  }

  private void roundAfter(Duration time) throws InterruptedException {
    clock.pass(time);
    poll.round();
  }

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }

  @Test
  void oneRoundHearsAllThatARealJicofoSays() throws Exception {
    poll.round();
    assertThat(poll.report().podUid()).isEqualTo("uid-1");
    assertThat(poll.report().stats())
        .isEqualTo(new Answer.Said<>(new Stats(0, 0, 0, 2, 2, 0, 0), START));
    assertThat(poll.report().health()).isEqualTo(new Answer.Said<>(new Health(200, "OK"), START));
    assertThat(poll.report().version()).isEqualTo(new Answer.Said<>("1.1.SNAPSHOT", START));
    assertThat(poll.report().components())
        .isEqualTo(
            new Answer.Said<>(
                new Components(
                    Optional.of("avmoderation.meet.jitsi"), Optional.of("breakout.meet.jitsi")),
                START));
    assertThat(poll.report().bridges())
        .isEqualTo(new Answer.Said<>(Set.of("jvb-1", "jvb-2"), START));
    assertThat(tally.counts(1).answers()).isEqualTo(4);
  }

  @Test
  void idleSinceIsTheFirstOfAnUnbrokenRowOfZeros() throws Exception {
    jicofo.conferences(1);
    poll.round();
    assertThat(poll.report().idleSince()).isEmpty();
    jicofo.conferences(0);
    roundAfter(ROUND);
    roundAfter(ROUND);
    assertThat(poll.report().idleSince()).contains(at(5));
    jicofo.conferences(2);
    roundAfter(ROUND);
    assertThat(poll.report().idleSince()).isEmpty();
    jicofo.conferences(0);
    roundAfter(ROUND);
    assertThat(poll.report().idleSince()).contains(at(20));
  }

  @Test
  void anAnswerThatIsNoneBreaksTheRow() throws Exception {
    poll.round();
    assertThat(poll.report().idleSince()).contains(START);
    jicofo.answer("/stats", 200, "{\"participants\":0}");
    roundAfter(ROUND);
    assertThat(poll.report().idleSince()).isEmpty();
    assertThat(poll.report().stats())
        .isEqualTo(
            new Answer.Silent<>("GET /stats answered without a count at /conferences", at(5)));
    jicofo.conferences(0);
    roundAfter(ROUND);
    assertThat(poll.report().idleSince()).contains(at(10));
  }

  @Test
  void aClockThatIsSetBackBeginsTheRowAnew() throws Exception {
    poll.round();
    roundAfter(Duration.ofHours(-1));
    assertThat(poll.report().idleSince()).contains(START.minusSeconds(3600));
    assertThat(poll.report().runsSince()).contains(START.minusSeconds(3600));
  }

  private void created(int ever) {
    jicofo.answer(
        "/stats",
        200,
        Captured.text("jicofo-stats.json")
            .replace("\"total_conferences_created\":0", "\"total_conferences_created\":" + ever));
  }

  @Test
  void aProcessRunsSinceTheFirstOfAnUnbrokenRowOfAnswers() throws Exception {
    assertThat(poll.report().runsSince()).isEmpty();
    created(7);
    poll.round();
    jicofo.conferences(0);
    created(8);
    roundAfter(ROUND);
    assertThat(poll.report().runsSince()).contains(START);
    jicofo.answer("/stats", 200, "{}");
    roundAfter(ROUND);
    assertThat(poll.report().runsSince()).as("no answer").isEmpty();
    created(8);
    roundAfter(ROUND);
    assertThat(poll.report().runsSince()).as("answers again").contains(at(15));
    poll.confirmIdle();
    created(7);
    roundAfter(ROUND);
    assertThat(poll.report().runsSince()).as("its counter fell back").contains(at(20));
  }

  @Test
  void aRefusalIsOneForAllAndKeepsItsBeginning() throws Exception {
    poll.round();
    jicofo.close();
    roundAfter(ROUND);
    roundAfter(ROUND);
    roundAfter(ROUND);
    assertThat(poll.report().stats())
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> {
              assertThat(refused.since()).isIn(at(5), at(10));
              assertThat(refused.at()).isEqualTo(at(15));
            });
    assertThat(poll.report().health()).isInstanceOf(Answer.Refused.class);
    assertThat(poll.report().version()).isInstanceOf(Answer.Refused.class);
    assertThat(poll.report().components()).isInstanceOf(Answer.Refused.class);
    assertThat(poll.report().idleSince()).isEmpty();
  }

  @Test
  void afterARefusalAllIsAskedAgain() throws Exception {
    poll.round();
    int port = jicofo.port();
    jicofo.close();
    roundAfter(ROUND);
    roundAfter(ROUND);
    try (FakeJicofo back = new FakeJicofo(port)) {
      roundAfter(ROUND);
      assertThat(poll.report().version()).isEqualTo(new Answer.Said<>("1.1.SNAPSHOT", at(15)));
      assertThat(poll.report().components()).isInstanceOf(Answer.Said.class);
      assertThat(poll.report().idleSince()).contains(at(15));
    }
  }

  @Test
  void theVersionIsAskedOnceAMinute() throws Exception {
    poll.round();
    roundAfter(Duration.ofSeconds(59));
    assertThat(jicofo.asked("/about/version")).isEqualTo(1);
    jicofo.answer("/about/version", 200, "{\"version\":\"2\"}");
    roundAfter(Duration.ofSeconds(1));
    assertThat(jicofo.asked("/about/version")).isEqualTo(2);
    assertThat(poll.report().version()).isEqualTo(new Answer.Said<>("2", at(60)));
  }

  @Test
  void debugIsAskedOftenOnlyUntilAComponentIsDiscovered() throws Exception {
    jicofo.answer("/debug", 200, "{\"av_moderation\":{\"address\":\"null\"}}");
    poll.round();
    roundAfter(ROUND);
    assertThat(jicofo.asked("/debug")).isEqualTo(2);
    jicofo.answer("/debug", 200, Captured.text("jicofo-debug.json"));
    roundAfter(ROUND);
    roundAfter(Duration.ofSeconds(29));
    assertThat(jicofo.asked("/debug")).isEqualTo(3);
    roundAfter(Duration.ofSeconds(1));
    assertThat(jicofo.asked("/debug")).isEqualTo(4);
  }

  @Test
  void whoHangsIsNotAskedForTheRestAndKeepsWhatWasNotDue() throws Exception {
    try (OddServer odd = OddServer.hangs();
        RestClient hasty = new RestClient(Duration.ofSeconds(60), RestClient.WHOLE)) {
      JicofoPoll hung = new JicofoPoll(odd.target("a"), hasty, clock, tally, audience);
      hung.round();
      assertThat(odd.connections()).isEqualTo(1);
      assertThat(hung.report().stats())
          .isEqualTo(new Answer.Silent<>("GET /stats brought no whole answer within 3 s", START));
      assertThat(hung.report().health())
          .isEqualTo(
              new Answer.Silent<>(
                  "not asked, as GET /stats brought no whole answer within 3 s", START));
      assertThat(hung.report().version()).isEqualTo(new Answer.NotAsked<>());
      assertThat(hung.report().idleSince()).isEmpty();
    }
  }

  @Test
  void oneBadAnswerLeavesTheOthersAlone() throws Exception {
    jicofo.answer("/debug", 200, "garbage").answer("/about/health", 503, "slow");
    poll.round();
    assertThat(poll.report().components()).isInstanceOf(Answer.Silent.class);
    assertThat(poll.report().health()).isEqualTo(new Answer.Said<>(new Health(503, "slow"), START));
    assertThat(poll.report().stats()).isInstanceOf(Answer.Said.class);
  }

  @Test
  void confirmsIdlenessOnlyByAFreshZero() throws Exception {
    poll.round();
    assertThat(poll.confirmIdle()).isTrue();
    jicofo.conferences(1);
    assertThat(poll.confirmIdle()).isFalse();
    jicofo.answer("/stats", 200, "{}");
    assertThat(poll.confirmIdle()).isFalse();
    jicofo.answer("/stats", 500, Captured.text("jicofo-stats.json"));
    assertThat(poll.confirmIdle()).isFalse();
    jicofo.conferences(0);
    assertThat(poll.confirmIdle()).isTrue();
    jicofo.close();
    assertThat(poll.confirmIdle()).isFalse();
  }

  @Test
  void aConfirmationThatFindsACallBreaksTheRow() throws Exception {
    poll.round();
    jicofo.conferences(1);
    poll.confirmIdle();
    assertThat(poll.report().idleSince()).isEmpty();
  }

  @Test
  void bridgesAreAskedEveryRoundWhileSomebodyWantsThem() throws Exception {
    poll.round();
    roundAfter(ROUND);
    assertThat(poll.bridges()).isEqualTo(new Answer.NotAsked<>());
    assertThat(jicofo.asked("/debug")).isEqualTo(1);
    assertThat(audience.ofBridges).containsOnly(News.NONE);
    audience.bridges = true;
    roundAfter(ROUND);
    assertThat(poll.bridges().said().orElseThrow()).hasSize(2);
    assertThat(audience.ofBridges.getLast()).isEqualTo(News.DECISIVE);
    roundAfter(ROUND);
    assertThat(jicofo.asked("/debug")).isEqualTo(3);
    assertThat(audience.ofBridges.getLast()).isEqualTo(News.NONE);
    audience.bridges = false;
    roundAfter(ROUND);
    assertThat(jicofo.asked("/debug")).isEqualTo(3);
    assertThat(poll.bridges()).isEqualTo(new Answer.NotAsked<>());
  }

  @Test
  void whatDecidesOfBridgesIsDecisiveAndTheirEndpointsAreDetail() throws Exception {
    audience.bridges = true;
    String debug = Captured.text("jicofo-debug.json");
    jicofo.answer("/debug", 200, debug.replaceFirst("\"endpoints\":0", "\"endpoints\":3"));
    poll.round();
    jicofo.answer("/debug", 200, debug.replaceFirst("\"endpoints\":0", "\"endpoints\":4"));
    poll.round();
    assertThat(audience.ofBridges.getLast()).isEqualTo(News.DETAIL);
    jicofo.answer("/debug", 200, debug);
    poll.round();
    assertThat(audience.ofBridges.getLast()).as("nobody is left").isEqualTo(News.DECISIVE);
    jicofo.answer("/debug", 200, debug.replaceFirst("operational\":true", "operational\":false"));
    poll.round();
    assertThat(audience.ofBridges.getLast()).isEqualTo(News.DECISIVE);
  }

  @Test
  void bridgesAreUnknownWhenJicofoDoesNotAnswer() throws Exception {
    audience.bridges = true;
    poll.round();
    jicofo.answer("/debug", 200, "{}");
    poll.round();
    assertThat(poll.bridges())
        .isEqualTo(
            new Answer.Silent<>("GET /debug answered without /bridge_selector/bridge", START));
    assertThat(poll.report().components()).isInstanceOf(Answer.Said.class);
    jicofo.close();
    poll.round(); // the pooled connection may break first
    poll.round();
    assertThat(poll.bridges()).isInstanceOf(Answer.Refused.class);
  }
}
