package io.jitsioperator.jitsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jitsioperator.intent.Call;
import io.jitsioperator.intent.PoolWatch;
import io.jitsioperator.intent.Watch;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.BreweryRoom;
import io.jitsioperator.world.BridgeReport;
import io.jitsioperator.world.PoolId;
import io.jitsioperator.world.PoolSignals;
import io.jitsioperator.world.PortReport;
import io.jitsioperator.world.ShardId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is heard for pools. */
@Timeout(120)
class JitsiWatchPoolsTest {

  private static final ShardId EU1 = new ShardId("meet", "eu1");
  private static final PoolId POOL = new PoolId("meet", "pool-a");
  private static final PoolId OTHER = new PoolId("meet", "pool-b");

  /** A busy machine that builds this must not look like a bridge that hangs. */
  private static final Duration A_WHILE = Duration.ofSeconds(30);

  private final ManualClock clock = new ManualClock();
  private final FakeJicofo jicofo = new FakeJicofo();
  private final FakeBridge bridge = new FakeBridge();
  private final FakeBrewery brewery = new FakeBrewery();
  private final Map<PoolId, Integer> told = new ConcurrentHashMap<>();
  private final JitsiWatch watch =
      new JitsiWatch(
          QuickSettings.SETTINGS,
          clock,
          shard -> {},
          pool -> told.merge(pool, 1, Integer::sum),
          new RestClient(A_WHILE, A_WHILE),
          brewery,
          A_WHILE);

  @AfterEach
  void close() {
    watch.close();
    jicofo.close();
    bridge.close();
  }

  private void watchShard() {
    brewery.room = true;
    Watch.Target target = new Watch.Target("eu1-brewery-0", "b", "127.0.0.1", 6222);
    watch.watch(
        EU1,
        new Watch(
            Optional.of(jicofo.target("j")),
            List.of(),
            Optional.of(new Watch.Login(target, "auth.jvb.meet.jitsi", "operator", "p", "r@muc"))));
  }

  private PoolWatch all() {
    return new PoolWatch(Set.of(EU1), List.of(bridge.target("b")), Set.of(EU1));
  }

  private PoolWatch only(Watch.Target... bridges) {
    return new PoolWatch(Set.of(), List.of(bridges), Set.of());
  }

  private static ConditionFactory eventually() {
    return await().atMost(A_WHILE.multipliedBy(2));
  }

  private int told(PoolId pool) {
    return told.getOrDefault(pool, 0);
  }

  private BreweryRoom room() {
    return watch.signals(POOL).brewery(EU1);
  }

  private void awaitSeen() {
    eventually().until(() -> room() instanceof BreweryRoom.Seen);
  }

  private void showBridge(String... stats) {
    brewery
        .occupants
        .orElseThrow()
        .showed("jvb-1", Optional.of(new PresenceStats(Map.of(stats[0], stats[1]))));
  }

  private void awaitRounds(int more) {
    int before = bridge.asked(FakeBridge.STATS);
    eventually().until(() -> bridge.asked(FakeBridge.STATS) >= before + more);
  }

  @Test
  void hearsOfRoomJicofoAndBridge() {
    watchShard();
    watch.watch(POOL, all());
    awaitSeen();
    showBridge("drain", "true");
    eventually()
        .untilAsserted(
            () -> {
              PoolSignals signals = watch.signals(POOL);
              assertThat(((BreweryRoom.Seen) room()).bridges()).containsOnlyKeys("jvb-1");
              assertThat(signals.jicofo(EU1).said().orElse(List.of()))
                  .extracting(it -> it.nick())
                  .containsExactly("jvb-1", "jvb-2");
              assertThat(signals.bridge("b").stats()).isInstanceOf(Answer.Said.class);
              assertThat(signals.bridge("other")).isEqualTo(BridgeReport.unasked("other"));
            });
  }

  @Test
  void whatIsNotWatchedSaysNothing() {
    assertThat(watch.signals(POOL)).isEqualTo(PoolSignals.none());
    watch.forget(OTHER);
    watch.watch(POOL, all());
    assertThat(room()).as("its shard is not watched").isInstanceOf(BreweryRoom.Coming.class);
    watch.forget(POOL);
    assertThat(watch.signals(POOL)).isEqualTo(PoolSignals.none());
  }

  @Test
  void aBreweryThatWasNotEnteredAtFirstIsUnseenAfterHalfAMinute() {
    watchShard();
    brewery.room = false;
    watch.watch(POOL, all());
    clock.pass(Duration.ofSeconds(29));
    assertThat(room()).isInstanceOf(BreweryRoom.Coming.class);
    clock.pass(Duration.ofSeconds(1));
    assertThat(room()).isInstanceOf(BreweryRoom.Unseen.class);
  }

  @Test
  void aShardWithoutPoolIsNotEntered() {
    watchShard();
    eventually().until(() -> brewery.opened == 1);
    int asked = jicofo.asked("/stats");
    eventually().until(() -> jicofo.asked("/stats") > asked + 5);
    assertThat(brewery.nicks).isEmpty();
    assertThat(jicofo.asked("/debug")).isEqualTo(1);
    watch.watch(POOL, all());
    awaitSeen();
    eventually().until(() -> jicofo.asked("/debug") > 5);
    assertThat(brewery.opened).as("the login stays").isEqualTo(1);
  }

  @Test
  void thePoolIsToldOfEachChangeOnce() {
    watch.watch(POOL, only(bridge.target("b")));
    eventually().until(() -> told(POOL) == 1);
    awaitRounds(10);
    assertThat(told(POOL)).as("the first round").isEqualTo(1);
    clock.pass(Duration.ofSeconds(5));
    eventually().until(() -> told(POOL) == 2);
    bridge.people(3, 9);
    eventually().until(() -> told(POOL) == 3);
    bridge.people(4, 9);
    awaitRounds(10);
    assertThat(told(POOL)).as("a number").isEqualTo(3);
    clock.pass(Duration.ofSeconds(30));
    eventually().until(() -> told(POOL) == 4);
    watch.watch(POOL, only(bridge.target("b")));
    awaitRounds(10);
    assertThat(told(POOL)).as("the same watch again").isEqualTo(4);
  }

  @Test
  void thePoolIsToldOfItsRoom() {
    watchShard();
    eventually().until(() -> brewery.opened == 1);
    watch.watch(POOL, new PoolWatch(Set.of(EU1), List.of(), Set.of()));
    watch.watch(OTHER, only());
    awaitSeen();
    isTold(POOL, () -> showBridge("drain", "false"));
    isTold(POOL, () -> showBridge("drain", "true"));
    isTold(POOL, () -> watch.forget(EU1));
    assertThat(room()).isInstanceOf(BreweryRoom.Coming.class);
    assertThat(told(OTHER)).isZero();
  }

  /** What was heard before may be told a moment later: it has to be told again, and rest. */
  private void isTold(PoolId pool, Runnable event) {
    awaitQuiet(pool);
    int before = told(pool);
    event.run();
    eventually().until(() -> told(pool) > before);
  }

  private void awaitQuiet(PoolId pool) {
    eventually()
        .until(
            () -> {
              int before = told(pool);
              Thread.sleep(200);
              return before > 0 && told(pool) == before;
            });
  }

  @Test
  void theSecondPoolIsToldWhatIsKnownAlready() {
    watchShard();
    watch.watch(POOL, new PoolWatch(Set.of(EU1), List.of(), Set.of()));
    awaitSeen();
    awaitQuiet(POOL);
    watch.watch(OTHER, new PoolWatch(Set.of(EU1), List.of(), Set.of()));
    eventually().until(() -> told(OTHER) == 1);
    watch.forget(POOL);
    isTold(OTHER, () -> showBridge("drain", "false"));
    assertThat(brewery.left).as("one still wants it").isZero();
    watch.forget(OTHER);
    eventually().until(() -> brewery.left == 1);
  }

  @Test
  void aBridgeThatStaysIsNotForgotten() {
    watch.watch(POOL, only(bridge.target("b")));
    eventually().until(() -> watch.signals(POOL).bridge("b").emptySince().isPresent());
    try (FakeBridge second = new FakeBridge()) {
      watch.watch(POOL, only(bridge.target("b"), second.target("c")));
      assertThat(watch.signals(POOL).bridge("b").emptySince()).isPresent();
      watch.watch(POOL, only(second.target("c")));
      assertThat(watch.signals(POOL).bridges()).containsOnlyKeys("c");
      eventually().until(() -> second.asked(FakeBridge.STATS) > 2);
      int asked = bridge.asked(FakeBridge.STATS);
      int others = second.asked(FakeBridge.STATS);
      eventually().until(() -> second.asked(FakeBridge.STATS) > others + 10);
      assertThat(bridge.asked(FakeBridge.STATS)).isBetween(asked, asked + 1);
    }
  }

  @Test
  void portsAreTriedOnlyOfThoseThatAreInDoubt() {
    Watch.Target target = bridge.target("b");
    watch.watch(POOL, only(target));
    awaitRounds(3);
    assertThat(watch.signals(POOL).ports()).isEmpty();
    watch.watch(POOL, new PoolWatch(Set.of(), List.of(target), Set.of(), List.of(target), false));
    eventually()
        .untilAsserted(
            () ->
                assertThat(watch.signals(POOL).ports().get("b"))
                    .isNotNull()
                    .extracting(PortReport::state)
                    .isEqualTo(PortReport.State.ACCEPTS));
    watch.watch(POOL, only(target));
    assertThat(watch.signals(POOL).ports()).isEmpty();
  }

  @Test
  void bridgesThatHangDelayNoOther() throws Exception {
    List<Watch.Target> targets = new ArrayList<>();
    try (OddServer hung = OddServer.hangs()) {
      for (int i = 0; i < 200; i++) {
        targets.add(hung.target("h" + i));
      }
      watch.watch(OTHER, only(targets.toArray(Watch.Target[]::new)));
      eventually().until(() -> hung.connections() == 200);
      watch.watch(POOL, only(bridge.target("b")));
      // One after the other, one round of the hung ones would take hours.
      awaitRounds(5);
    }
  }

  private Outcome call(Call call) {
    return watch.call(List.of(call)).getFirst();
  }

  @Test
  void callsOnlyWhileItIsOpen() {
    watchShard();
    Watch.Target target = bridge.target("b");
    jicofo.answer("/move-endpoints/move-fraction", 200, "{}");
    assertThat(call(new Call.Drain(target))).isEqualTo(new Outcome.Done());
    assertThat(call(new Call.Move(target, EU1, "jvb-1"))).isEqualTo(new Outcome.Done());
    Thread.currentThread().interrupt();
    assertThat(call(new Call.Drain(target))).isInstanceOf(Outcome.Failed.class);
    assertThat(Thread.interrupted()).isTrue();
    watch.forget(EU1);
    assertThat(call(new Call.Move(target, EU1, "jvb-1"))).isInstanceOf(Outcome.Refused.class);
    watch.close();
    assertThat(call(new Call.Drain(target))).isInstanceOf(Outcome.Failed.class);
    watch.watch(POOL, only(target));
    assertThat(watch.signals(POOL)).isEqualTo(PoolSignals.none());
  }
}
