package io.jitsioperator.jitsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class RepeatingTest {

  private static final Duration FOR_EVER = Duration.ofDays(1);

  private final Set<Repeating> running = ConcurrentHashMap.newKeySet();
  private final Semaphore acts = new Semaphore(0);
  private final CountDownLatch ended = new CountDownLatch(1);

  private Repeating start(Repeating.Act act) {
    return Repeating.start("test", Duration.ZERO, act, ended::countDown, running);
  }

  @Test
  void actsAgainAfterThePauseOrWhenWoken() throws Exception {
    AtomicReference<Duration> pause = new AtomicReference<>(Duration.ZERO);
    Repeating one =
        start(
            wake -> {
              acts.release();
              return pause.get();
            });
    acts.acquire(3);
    pause.set(FOR_EVER);
    one.wake();
    acts.drainPermits();
    one.wake();
    acts.acquire();
    one.stop();
    ended.await();
  }

  @Test
  void aWakeDuringTheActIsNotLost() throws Exception {
    start(
        wake -> {
          acts.release();
          wake.run();
          return FOR_EVER;
        });
    acts.acquire(3);
    running.forEach(Repeating::stop);
    ended.await();
  }

  @Test
  void aDefectEndsNothing() throws Exception {
    Repeating one =
        start(
            wake -> {
              acts.release();
              throw new IllegalStateException("the test's");
            });
    acts.acquire();
    one.wake();
    acts.acquire();
    one.stop();
    ended.await();
  }

  @Test
  void stoppingEndsTheActAndLeavesTheSet() throws Exception {
    Repeating one =
        start(
            wake -> {
              acts.release();
              Thread.sleep(FOR_EVER);
              return FOR_EVER;
            });
    assertThat(running).containsExactly(one);
    acts.acquire();
    one.stop();
    one.join(Duration.ofSeconds(60));
    assertThat(running).isEmpty();
    assertThat(ended.getCount()).isZero();
  }
}
