package io.jitsioperator.jitsi;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.intent.Call;
import io.jitsioperator.intent.Watch;
import io.jitsioperator.world.ShardId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class CallsTest {

  private static final ShardId EU1 = new ShardId("meet", "eu1");

  private final RestClient client = new RestClient(Duration.ofSeconds(60), Duration.ofSeconds(60));
  private final FakeBridge bridge = new FakeBridge();
  private final FakeJicofo jicofo = new FakeJicofo();
  private final Calls calls = calls(client);

  private Calls calls(RestClient client) {
    return new Calls(
        client,
        new Tally(),
        shard -> shard.equals(EU1) ? Optional.of(jicofo.target("j")) : Optional.empty());
  }

  @AfterEach
  void close() {
    bridge.close();
    jicofo.close();
    client.close();
  }

  private Watch.Target target() {
    return bridge.target("b");
  }

  private void isDone(Call call) throws InterruptedException {
    assertThat(calls.make(call)).isEqualTo(new Outcome.Done());
  }

  @Test
  void drainsAndTakesItBack() throws Exception {
    isDone(new Call.Drain(target()));
    isDone(new Call.Undrain(target()));
    assertThat(bridge.posts()).containsExactly("/colibri/drain/enable", "/colibri/drain/disable");
  }

  /** One after the other, they would take a minute and a half. */
  @Test
  void thoseThatHangDelayNoOther() throws Exception {
    try (OddServer hung = OddServer.hangs();
        RestClient hasty = new RestClient(RestClient.WHOLE, RestClient.WHOLE)) {
      List<Call> all = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        all.add(new Call.Drain(hung.target("h" + i)));
      }
      all.add(new Call.Drain(target()));
      long begin = System.nanoTime();
      List<Outcome> outcomes = calls(hasty).make(all);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(45));
      assertThat(outcomes).hasSize(31);
      assertThat(outcomes.getLast()).isEqualTo(new Outcome.Done());
      assertThat(outcomes.getFirst()).isInstanceOf(Outcome.Failed.class);
    }
  }

  @Test
  void anEmptyBridgeIsAskedToEnd() throws Exception {
    isDone(new Call.ShutDown(target(), false));
    assertThat(bridge.asked(FakeBridge.STATS)).isEqualTo(1);
    assertThat(bridge.posts())
        .containsExactly("/colibri/shutdown application/json {\"graceful-shutdown\": true}");
  }

  @Test
  void aBridgeWithPeopleIsNotAskedToEnd() throws Exception {
    bridge.people(2, 9);
    assertThat(calls.make(new Call.ShutDown(target(), false)))
        .isEqualTo(new Outcome.Refused("not shut down, as 2 participants are on it again"));
    assertThat(bridge.posts()).isEmpty();
  }

  @Test
  void aBridgeOfWhichNobodyKnowsIsNotAskedToEnd() throws Exception {
    bridge.set(FakeBridge.STATS, 200, "{}");
    assertThat(calls.make(new Call.ShutDown(target(), false)))
        .isEqualTo(
            new Outcome.Failed("GET /colibri/stats answered without a count at /local_endpoints"));
    bridge.set(FakeBridge.STATS, 503, "");
    assertThat(calls.make(new Call.ShutDown(target(), false)))
        .isEqualTo(new Outcome.Failed("GET /colibri/stats answered HTTP 503"));
    assertThat(bridge.posts()).isEmpty();
    try (OddServer odd = OddServer.hangs();
        RestClient hasty = new RestClient(Duration.ofSeconds(60), RestClient.WHOLE)) {
      assertThat(calls(hasty).make(new Call.ShutDown(odd.target("b"), false)))
          .isEqualTo(new Outcome.Failed("GET /colibri/stats brought no whole answer within 3 s"));
    }
  }

  @Test
  void theLastWordAsksNobody() throws Exception {
    bridge.people(2, 9);
    isDone(new Call.ShutDown(target(), true));
    assertThat(bridge.asked(FakeBridge.STATS)).isZero();
    assertThat(bridge.posts())
        .containsExactly("/colibri/shutdown application/json {\"graceful-shutdown\": false}");
  }

  @Test
  void aMoveIsAskedOfThatShardsJicofo() throws Exception {
    jicofo.answer("/move-endpoints/move-fraction", 200, "{\"movedEndpoints\":3,\"conferences\":1}");
    isDone(new Call.Move(target(), EU1, "pool-a-7 &b"));
    assertThat(jicofo.query()).contains("bridge=pool-a-7+%26b&fraction=1");
    assertThat(jicofo.posts()).isEmpty();
  }

  @Test
  void aJicofoThatNobodyWatchesIsNotAsked() throws Exception {
    assertThat(calls.make(new Call.Move(target(), new ShardId("meet", "us1"), "jvb-1")))
        .isEqualTo(new Outcome.Refused("no Jicofo of the shard meet/us1 is known"));
  }

  @Test
  void aNoIsTold() throws Exception {
    bridge.set("/colibri/shutdown", 404, "");
    assertThat(calls.make(new Call.ShutDown(target(), true)))
        .isEqualTo(new Outcome.Refused("POST /colibri/shutdown answered HTTP 404"));
    assertThat(calls.make(new Call.Move(target(), EU1, "jvb-9")))
        .isEqualTo(new Outcome.Refused("GET /move-endpoints/move-fraction answered HTTP 404"));
  }

  @Test
  void nobodyIsNoAnswer() throws Exception {
    Watch.Target nobody = new Watch.Target("p", "b", "127.0.0.1", OddServer.freePort());
    assertThat(calls.make(new Call.Drain(nobody)))
        .isEqualTo(new Outcome.Failed("POST /colibri/drain/enable found nobody listening"));
    assertThat(calls.make(new Call.ShutDown(nobody, false)))
        .isEqualTo(new Outcome.Failed("GET /colibri/stats found nobody listening"));
  }
}
