package io.jitsioperator.jitsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jitsioperator.world.ShardId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class ChangeQueueTest {

  private static final ShardId A = new ShardId("ns", "a");
  private static final ShardId B = new ShardId("ns", "b");

  private final List<ShardId> told = new CopyOnWriteArrayList<>();
  private final Tally tally = new Tally();

  @Test
  void whatChangesAgainBeforeItIsToldIsToldOnce() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    ChangeQueue<ShardId> queue =
        new ChangeQueue<>(
            "test",
            shard -> {
              told.add(shard);
              busy.countDown();
              try {
                go.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            },
            tally);
    queue.add(A);
    busy.await();
    queue.add(B);
    queue.add(A);
    queue.add(B);
    queue.add(A);
    go.countDown();
    await().atMost(Duration.ofSeconds(60)).until(() -> told.size() == 3);
    queue.stop();
    queue.join(Duration.ofSeconds(60));
    assertThat(told).containsExactly(A, B, A);
    assertThat(tally.counts(0).notifications()).isEqualTo(3);
  }

  @Test
  void aListenerThatFailsIsToldTheNextOne() throws Exception {
    ChangeQueue<ShardId> queue =
        new ChangeQueue<>(
            "test",
            shard -> {
              told.add(shard);
              if (shard.equals(A)) {
                throw new IllegalStateException("the test's");
              }
            },
            tally);
    queue.add(A);
    queue.add(B);
    await().atMost(Duration.ofSeconds(60)).until(() -> told.contains(B));
    queue.stop();
    queue.join(Duration.ofSeconds(60));
    assertThat(told).containsExactly(A, B);
  }
}
