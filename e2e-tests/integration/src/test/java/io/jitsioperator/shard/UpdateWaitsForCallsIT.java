package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.testbed.jitsi.Conference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A change that needs a restart, and people who talk meanwhile: not one of them is cut. */
@ExtendWith(ShardCluster.class)
@Execution(ExecutionMode.CONCURRENT)
@Order(3)
class UpdateWaitsForCallsIT {

  /** A change that only Jicofo reads. */
  private static final String CHANGE = "jicofo: {bridgeSelection: {stressThreshold: 0.7}}";

  private static final String JICOFO = "eu1-jicofo-0";

  /** Two answers so far apart must say that nobody talks before the operator believes it. */
  private static final Duration CERTAIN_AFTER = Duration.ofSeconds(5);

  /**
   * Longer than the operator needs for that if it has {@link JicofoTrust}ed, and for the deletion.
   */
  static final Duration LONG_ENOUGH_TO_ERR = Duration.ofSeconds(12);

  /** Seen to fail when a Jicofo that was believed was always believed to be idle. */
  @Test
  void aChangeWaitsUntilTheLastOneHangsUp(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    Conference first = shard.meet("first", 2);
    Conference second = shard.meet("second", 3);
    Map<String, String> before = change(namespace, shard);
    JicofoTrust.await(shard);
    first.close();
    second.leave();
    second.leave();
    Eventually.pause(LONG_ENOUGH_TO_ERR);
    shard.assertPods(before);
    shard.awaitCondition("UpdatePending=True (ConferencesRunning)", JICOFO);
    second.close();
    awaitChanged(shard, before);
    assertThat(first.cut()).isEmpty();
    assertThat(second.cut()).isEmpty();
  }

  /** Seen to fail when one look was enough and nobody asked again before the deletion. */
  @Test
  void aConferenceThatBeginsBetweenTheTwoLooksIsSeen(TestNamespace namespace) {
    // The first look has found nobody; before the next one is answered, somebody talks.
    somebodyMeets(namespace, idleFor -> idleFor != null);
  }

  /** Seen to fail when nobody asked again before the deletion. */
  @Test
  void aConferenceThatBeginsDirectlyBeforeTheDeletionIsSeen(TestNamespace namespace) {
    // Both looks have found nobody: the next question is the last one before the deletion.
    somebodyMeets(namespace, idleFor -> idleFor != null && idleFor.compareTo(CERTAIN_AFTER) >= 0);
  }

  /**
   * Somebody meets while an answer of Jicofo is awaited.
   *
   * @param now whether it is that answer, by how long the answers before say that nobody talks;
   *     null if none said so
   */
  private void somebodyMeets(TestNamespace namespace, Function<@Nullable Duration, Boolean> now) {
    Shard shard = namespace.shard("eu1").awaitReady();
    Conference first = shard.meet("first", 2);
    Map<String, String> before = change(namespace, shard);
    var met = new CompletableFuture<Conference>();
    var idle = new ArrayList<Instant>();
    JicofoTrust.await(shard);
    first.close();
    shard.jicofo().beforeStats(() -> answer(shard, now, idle, met));
    Eventually.see(
        "somebody meets in %s/eu1 while Jicofo is asked".formatted(namespace.name()),
        () -> met.isDone() || !shard.pods().equals(before) ? "" : "idle at " + idle,
        String::isEmpty);
    shard.assertPods(before);
    Conference second = met.join();
    Eventually.pause(LONG_ENOUGH_TO_ERR);
    assertThat(second.cut()).isEmpty();
    shard.assertPods(before);
    shard.awaitCondition("UpdatePending=True (ConferencesRunning)", JICOFO);
    second.close();
    awaitChanged(shard, before);
    assertThat(first.cut()).isEmpty();
    assertThat(second.cut()).isEmpty();
  }

  private static void answer(
      Shard shard,
      Function<@Nullable Duration, Boolean> now,
      List<Instant> idle,
      CompletableFuture<Conference> met) {
    synchronized (idle) {
      if (met.isDone()) {
        return;
      }
      Duration idleFor = idle.isEmpty() ? null : Duration.between(idle.getFirst(), idle.getLast());
      if (now.apply(idleFor)) {
        try {
          met.complete(shard.meet("second", 2));
        } catch (RuntimeException e) {
          met.completeExceptionally(e);
        }
      } else if (shard.jicofo().conferences() == 0) {
        idle.add(Instant.now());
      }
    }
  }

  /** Makes the change, and returns the pods that must stay. */
  static Map<String, String> change(TestNamespace namespace, Shard shard) {
    Map<String, String> before = shard.pods();
    namespace.shard("eu1", CHANGE);
    shard.awaitCondition("UpdatePending=True (ConferencesRunning)", JICOFO);
    shard.assertPods(before);
    return before;
  }

  static void awaitChanged(Shard shard, Map<String, String> before) {
    Eventually.see(
        "another Jicofo of %s/eu1 runs than %s".formatted(shard.namespace(), before.get(JICOFO)),
        () -> shard.pods().getOrDefault(JICOFO, "none"),
        uid -> !uid.equals("none") && !uid.equals(before.get(JICOFO)));
    shard.await("UpdatePending=False");
    shard.awaitReady();
    Map<String, String> others = new TreeMap<>(before);
    others.remove(JICOFO);
    assertThat(shard.pods()).as("nothing else is restarted").containsAllEntriesOf(others);
  }
}
