package io.jitsioperator.jitsi;

import static io.jitsioperator.jitsi.ManualClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.world.Answer;
import io.jitsioperator.world.BridgeReport;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class BridgePollTest {

  private final ManualClock clock = new ManualClock();

  /** A busy machine must not look like a bridge that hangs. */
  private final RestClient client = new RestClient(Duration.ofSeconds(60), Duration.ofSeconds(60));

  private final Tally tally = new Tally();
  private final FakeBridge bridge = new FakeBridge();
  private final BridgePoll poll = new BridgePoll(bridge.target("uid-1"), client, clock, tally);

  @AfterEach
  void close() {
    bridge.close();
    client.close();
  }

  private News roundAfter(int seconds) throws InterruptedException {
    clock.pass(Duration.ofSeconds(seconds));
    return poll.round();
  }

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }

  @Test
  void hearsWhatTheBridgeSays() throws Exception {
    assertThat(poll.report()).isEqualTo(BridgeReport.unasked("uid-1"));
    assertThat(roundAfter(1)).isEqualTo(News.DECISIVE);
    assertThat(poll.report().stats())
        .isInstanceOfSatisfying(Answer.Said.class, said -> assertThat(said.at()).isEqualTo(at(1)));
    assertThat(poll.report().emptySince()).contains(at(1));
    assertThat(tally.counts(0).answers()).isEqualTo(1);
  }

  @Test
  void emptySinceIsTheFirstOfAnUnbrokenRowOfZeros() throws Exception {
    bridge.people(2, 7);
    roundAfter(0);
    assertThat(poll.report().emptySince()).isEmpty();
    bridge.people(0, 7);
    roundAfter(5);
    roundAfter(5);
    assertThat(poll.report().emptySince()).contains(at(5));
    bridge.people(1, 8);
    roundAfter(5);
    assertThat(poll.report().emptySince()).isEmpty();
    bridge.people(0, 8);
    roundAfter(5);
    assertThat(poll.report().emptySince()).contains(at(20));
  }

  @Test
  void anotherProcessBeginsAnotherRow() throws Exception {
    bridge.people(0, 7);
    roundAfter(0);
    bridge.people(0, 9);
    roundAfter(5);
    assertThat(poll.report().emptySince()).as("conferences came and went").contains(at(0));
    bridge.people(0, 1);
    roundAfter(5);
    assertThat(poll.report().emptySince()).as("the counter fell back").contains(at(10));
  }

  @Test
  void anAnswerThatIsNoneBreaksTheRow() throws Exception {
    roundAfter(0);
    bridge.set(FakeBridge.STATS, 200, "{}");
    roundAfter(5);
    assertThat(poll.report().emptySince()).isEmpty();
    assertThat(poll.report().stats())
        .isEqualTo(
            new Answer.Silent<>(
                "GET /colibri/stats answered without a count at /local_endpoints", at(5)));
    bridge.people(0, 7);
    roundAfter(5);
    assertThat(poll.report().emptySince()).contains(at(10));
  }

  @Test
  void aRefusalBreaksTheRowToo() throws Exception {
    roundAfter(0);
    bridge.close();
    roundAfter(5); // the pooled connection may break first
    roundAfter(5);
    roundAfter(5);
    assertThat(poll.report().emptySince()).isEmpty();
    assertThat(poll.report().stats())
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> {
              assertThat(refused.since()).isBetween(at(5), at(10));
              assertThat(refused.at()).isEqualTo(at(15));
            });
  }

  @Test
  void aClockThatIsSetBackBeginsTheRowAnew() throws Exception {
    roundAfter(10);
    roundAfter(-5);
    assertThat(poll.report().emptySince()).contains(at(5));
  }

  @Test
  void whatDecidesIsDecisiveAndNumbersAreDetail() throws Exception {
    bridge.people(2, 7);
    assertThat(roundAfter(0)).isEqualTo(News.DECISIVE);
    assertThat(roundAfter(5)).isEqualTo(News.NONE);
    bridge.people(3, 7);
    assertThat(roundAfter(5)).isEqualTo(News.DETAIL);
    bridge.people(0, 7);
    assertThat(roundAfter(5)).as("empty").isEqualTo(News.DECISIVE);
    assertThat(roundAfter(4)).isEqualTo(News.NONE);
    assertThat(roundAfter(1)).as("empty for five seconds").isEqualTo(News.DECISIVE);
    assertThat(roundAfter(5)).isEqualTo(News.NONE);
    for (String flag : new String[] {"drain", "graceful_shutdown", "shutting_down"}) {
      bridge.set(
          FakeBridge.STATS,
          200,
          FakeBridge.stats(0, 7).replace("\"" + flag + "\":false", "\"" + flag + "\":true"));
      assertThat(roundAfter(5)).as(flag).isEqualTo(News.DECISIVE);
    }
    bridge.set(FakeBridge.STATS, 200, "{}");
    assertThat(roundAfter(5)).as("silent").isEqualTo(News.DECISIVE);
    bridge.set(FakeBridge.STATS, 500, "");
    assertThat(roundAfter(5)).as("other words").isEqualTo(News.DETAIL);
  }
}
