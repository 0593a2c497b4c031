package io.jitsioperator.jitsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jitsioperator.intent.Watch;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.BreweryReport;
import io.jitsioperator.world.JicofoReport;
import io.jitsioperator.world.JicofoReport.Stats;
import io.jitsioperator.world.PortReport;
import io.jitsioperator.world.ShardId;
import io.jitsioperator.world.ShardSignals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class JitsiWatchTest {

  private static final ShardId EU1 = new ShardId("meet", "eu1");

  /** A busy machine that builds this must not look like a Jicofo that hangs. */
  private static final Duration A_WHILE = Duration.ofSeconds(30);

  private final ManualClock clock = new ManualClock();
  private final FakeJicofo jicofo = new FakeJicofo();
  private final FakeBrewery brewery = new FakeBrewery();
  private final Map<ShardId, Integer> told = new ConcurrentHashMap<>();
  private final JitsiWatch watch =
      new JitsiWatch(
          QuickSettings.SETTINGS,
          clock,
          shard -> told.merge(shard, 1, Integer::sum),
          pool -> {},
          new RestClient(A_WHILE, A_WHILE),
          brewery,
          A_WHILE);

  @AfterEach
  void close() {
    watch.close();
    jicofo.close();
  }

  private static Watch of(Watch.Target jicofo, String password, Watch.Target... ports) {
    Watch.Target brewery = new Watch.Target("eu1-brewery-0", "b", "127.0.0.1", 6222);
    return new Watch(
        Optional.of(jicofo),
        List.of(ports),
        Optional.of(
            new Watch.Login(brewery, "auth.jvb.meet.jitsi", "operator", password, "r@muc")));
  }

  private JicofoReport report() {
    return watch.signals(EU1).jicofo().orElseThrow();
  }

  private static ConditionFactory eventually() {
    return await().atMost(A_WHILE.multipliedBy(2));
  }

  private void awaitRounds(FakeJicofo of, int more) {
    int before = of.asked("/stats");
    eventually().until(() -> of.asked("/stats") >= before + more);
  }

  private void awaitTold(int times) {
    eventually().until(() -> told.getOrDefault(EU1, 0) >= times);
  }

  @Test
  void hearsAllThatItIsToldToWatch() {
    brewery.room = true;
    watch.watch(EU1, of(jicofo.target("j"), "pw", jicofo.target("j")));
    eventually()
        .untilAsserted(
            () -> {
              ShardSignals signals = watch.signals(EU1);
              assertThat(report().components()).isInstanceOf(Answer.Said.class);
              assertThat(signals.brewery()).isInstanceOf(BreweryReport.RoomExists.class);
              assertThat(signals.ports().values())
                  .extracting(PortReport::state)
                  .containsExactly(PortReport.State.ACCEPTS);
            });
    assertThat(watch.counts().shards()).isEqualTo(1);
    assertThat(watch.counts().logins()).isEqualTo(1);
  }

  @Test
  void whatIsNotWatchedSaysNothing() {
    assertThat(watch.signals(EU1)).isEqualTo(ShardSignals.none());
    assertThat(watch.confirmIdle(EU1, "j")).isFalse();
    watch.watch(EU1, new Watch(Optional.empty(), List.of(), Optional.empty()));
    assertThat(watch.signals(EU1)).isEqualTo(ShardSignals.none());
    watch.forget(new ShardId("meet", "unknown"));
  }

  @Test
  void theSameAgainRestartsNothing() {
    watch.watch(EU1, of(jicofo.target("j"), "pw", jicofo.target("j")));
    awaitRounds(jicofo, 2);
    for (int i = 0; i < 50; i++) {
      watch.watch(EU1, of(jicofo.target("j"), "pw", jicofo.target("j")));
    }
    awaitRounds(jicofo, 2);
    assertThat(jicofo.asked("/about/version")).as("a new watch would ask again").isEqualTo(1);
    assertThat(brewery.opened).isEqualTo(1);
  }

  @Test
  void aChangedTargetResetsOnlyItself() {
    watch.watch(EU1, of(jicofo.target("j"), "pw"));
    awaitRounds(jicofo, 2);
    eventually().until(() -> brewery.opened == 1);
    watch.watch(EU1, of(jicofo.target("j"), "other"));
    eventually().until(() -> brewery.opened == 2 && brewery.closed == 1);
    awaitRounds(jicofo, 2);
    assertThat(jicofo.asked("/about/version")).isEqualTo(1);
    try (FakeJicofo next = new FakeJicofo()) {
      watch.watch(EU1, of(next.target("j2"), "other"));
      awaitRounds(next, 2);
      assertThat(brewery.opened).isEqualTo(2);
    }
  }

  @Test
  void aNewPodBeginsWithNothing() throws Exception {
    watch.watch(EU1, of(jicofo.target("j"), "pw"));
    eventually().until(() -> report().idleSince().isPresent());
    try (OddServer odd = OddServer.hangs()) {
      watch.watch(EU1, of(odd.target("j2"), "pw"));
      assertThat(report()).isEqualTo(JicofoReport.unasked("j2"));
    }
  }

  @Test
  void thePodWhoseIdlenessIsConfirmedIsTheOneWatched() throws Exception {
    watch.watch(EU1, of(jicofo.target("j"), "pw"));
    assertThat(watch.confirmIdle(EU1, "j")).isTrue();
    assertThat(watch.confirmIdle(EU1, "older")).isFalse();
    jicofo.conferences(1);
    assertThat(watch.confirmIdle(EU1, "j")).isFalse();
    Thread.currentThread().interrupt();
    assertThat(watch.confirmIdle(EU1, "j")).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aPodThatIsReplacedWhileItAnswersIsNotConfirmed() throws Exception {
    AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    String stats = Captured.text("jicofo-stats.json");
    try (OddServer slow =
        OddServer.that(
            socket -> {
              socket.getInputStream().read(new byte[4096]);
              meanwhile.get().run();
              socket
                  .getOutputStream()
                  .write(
                      ("HTTP/1.1 200 OK\r\nContent-Length: "
                              + stats.length()
                              + "\r\nConnection: close\r\n\r\n"
                              + stats)
                          .getBytes("US-ASCII"));
              socket.close();
            })) {
      watch.watch(EU1, of(slow.target("j"), "pw"));
      assertThat(watch.confirmIdle(EU1, "j")).as("nothing happens meanwhile").isTrue();
      meanwhile.set(() -> watch.watch(EU1, of(jicofo.target("j2"), "pw")));
      assertThat(watch.confirmIdle(EU1, "j")).isFalse();
    }
  }

  @Test
  void aShardAtRestIsToldOfOnceForEachChange() {
    watch.watch(EU1, new Watch(Optional.of(jicofo.target("j")), List.of(), Optional.empty()));
    awaitTold(1);
    awaitRounds(jicofo, 10);
    assertThat(told.get(EU1)).as("the first round").isEqualTo(1);
    clock.pass(Duration.ofSeconds(5));
    awaitTold(2);
    awaitRounds(jicofo, 10);
    assertThat(told.get(EU1)).as("idle for five seconds").isEqualTo(2);
    jicofo.conferences(3);
    awaitTold(3);
    jicofo.conferences(4);
    awaitRounds(jicofo, 10);
    assertThat(told.get(EU1)).as("the first conference, not the second").isEqualTo(3);
    clock.pass(Duration.ofSeconds(30));
    awaitTold(4);
    jicofo.answer("/stats", 200, "{}");
    awaitTold(5);
    awaitRounds(jicofo, 10);
    assertThat(told.get(EU1)).as("silence").isEqualTo(5);
    assertThat(watch.counts().notifications()).isEqualTo(5);
  }

  @Test
  void aForgottenShardIsAskedNoMore() {
    watch.watch(EU1, of(jicofo.target("j"), "pw"));
    awaitRounds(jicofo, 2);
    eventually().until(() -> brewery.opened == 1);
    watch.forget(EU1);
    assertThat(watch.signals(EU1)).isEqualTo(ShardSignals.none());
    eventually().until(() -> brewery.closed == 1);
    try (FakeJicofo other = new FakeJicofo()) {
      ShardId us1 = new ShardId("meet", "us1");
      watch.watch(us1, of(other.target("j"), "pw"));
      awaitRounds(other, 2);
      int asked = jicofo.asked("/stats");
      awaitRounds(other, 10);
      assertThat(jicofo.asked("/stats")).isEqualTo(asked);
    }
  }

  @Test
  void fortyOfFiftyThatHangDelayNoOther() throws Exception {
    List<FakeJicofo> others = new ArrayList<>();
    try (OddServer hung = OddServer.hangs()) {
      for (int i = 0; i < 40; i++) {
        watch.watch(
            new ShardId("meet", "hung" + i),
            new Watch(Optional.of(hung.target("j" + i)), List.of(), Optional.empty()));
      }
      eventually().until(() -> hung.connections() == 40);
      for (int i = 0; i < 10; i++) {
        FakeJicofo one = new FakeJicofo();
        others.add(one);
        watch.watch(
            new ShardId("meet", "s" + i),
            new Watch(Optional.of(one.target("j")), List.of(), Optional.empty()));
      }
      // One after the other, one round of the hung ones would take twenty minutes.
      eventually().until(() -> others.stream().allMatch(one -> one.asked("/stats") >= 3));
      ShardId bad = new ShardId("meet", "hung0");
      eventually()
          .until(
              () ->
                  watch.signals(bad).jicofo().orElseThrow().stats()
                      instanceof Answer.Silent<Stats>);
    } finally {
      others.forEach(FakeJicofo::close);
    }
  }
}
