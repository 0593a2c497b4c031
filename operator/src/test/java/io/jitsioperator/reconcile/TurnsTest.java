package io.jitsioperator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {

  @Test
  void soManyAreReconciledAtOnceAndNoMore() throws InterruptedException {
    List<Integer> begun = new CopyOnWriteArrayList<>();
    CountDownLatch all = new CountDownLatch(Turns.AT_ONCE);
    CountDownLatch end = new CountDownLatch(1);
    List<Integer> atOnce;
    try (ExecutorService turns = Turns.executor()) {
      for (int i = 0; i <= Turns.AT_ONCE; i++) {
        int number = i;
        turns.execute(
            () -> {
              begun.add(number);
              all.countDown();
              await(end);
            });
      }
      all.await();
      atOnce = List.copyOf(begun);
      end.countDown();
    }
    assertThat(atOnce).as("one more waits").hasSize(Turns.AT_ONCE);
    assertThat(begun).as("and has its turn").hasSize(Turns.AT_ONCE + 1).endsWith(Turns.AT_ONCE);
  }

  @Test
  void whoWaitsHasItsTurnInTheOrderInWhichSomethingHappened() {
    List<Integer> order = new CopyOnWriteArrayList<>();
    List<Integer> waiting = IntStream.range(0, 50).boxed().toList();
    CountDownLatch free = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (ExecutorService turns = Turns.executor()) {
      // All but one place are taken until the end: so the others come one by one.
      for (int i = 0; i < Turns.AT_ONCE - 1; i++) {
        turns.execute(() -> await(end));
      }
      turns.execute(() -> await(free));
      waiting.forEach(each -> turns.execute(() -> order.add(each)));
      turns.execute(end::countDown);
      free.countDown();
    }
    assertThat(order).isEqualTo(waiting);
  }

  /**
   * After a start all passes compute and none waits; a probe of the kubelet waits for one second.
   */
  @Test
  void passesThatOnlyComputeLeaveOthersAProcessor() throws InterruptedException {
    CountDownLatch answered = new CountDownLatch(1);
    AtomicBoolean end = new AtomicBoolean();
    boolean inTime;
    try (ExecutorService turns = Turns.executor()) {
      int many = Math.max(Turns.AT_ONCE, Runtime.getRuntime().availableProcessors());
      for (int i = 0; i < many; i++) {
        turns.execute(
            () -> {
              while (!end.get()) {
                Thread.onSpinWait();
              }
            });
      }
      Thread.ofVirtual().start(answered::countDown);
      inTime = answered.await(10, TimeUnit.SECONDS);
      end.set(true);
    }
    assertThat(inTime).as("a virtual thread, such as that of /livez, had a processor").isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
