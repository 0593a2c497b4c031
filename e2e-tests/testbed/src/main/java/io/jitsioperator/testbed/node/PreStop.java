package io.jitsioperator.testbed.node;

import io.fabric8.kubernetes.api.model.LifecycleHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a container before it gets SIGTERM: {@code sleep}, or what its program makes of
 * an {@code exec}.
 *
 * @param container by its specification
 */
record PreStop(io.fabric8.kubernetes.api.model.Container container) {

  /** However long a hook takes, so much is left for the process (a kubelet's own constant). */
  private static final Duration LEAST = Duration.ofSeconds(2);

  /**
   * Runs the hook, if there is one, until it ends, its container ends, or the time is over.
   *
   * @param grace for hook and process together; without any there is no hook
   * @param owner hears of a failure
   * @return what is left for the process
   */
  Duration run(Container process, Duration grace, ContainerOwner owner)
      throws InterruptedException {
    @Nullable LifecycleHandler hook =
        container.getLifecycle() == null ? null : container.getLifecycle().getPreStop();
    if (hook == null || !grace.isPositive()) {
      return grace;
    }
    Instant begun = Instant.now();
    if (hook.getSleep() != null) {
      Duration wanted = Duration.ofSeconds(hook.getSleep().getSeconds());
      Thread.sleep(wanted.compareTo(grace) < 0 ? wanted : grace);
    } else if (hook.getExec() != null) {
      await(process.preStop(hook.getExec().getCommand()), process, grace, owner);
    } else {
      warn(owner, "only sleep and exec are simulated, so the hook was not run");
    }
    Duration left = grace.minus(Duration.between(begun, Instant.now()));
    return left.compareTo(LEAST) < 0 ? LEAST : left;
  }

  private void await(
      CompletableFuture<Void> hook, Container process, Duration grace, ContainerOwner owner)
      throws InterruptedException {
    try {
      CompletableFuture.anyOf(hook, process.exit()).get(grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      warn(owner, "it had not ended after the grace period of " + grace.toSeconds() + " s");
    } catch (ExecutionException e) {
      warn(owner, Objects.toString(Objects.requireNonNull(e.getCause()).getMessage()));
    }
  }

  private void warn(ContainerOwner owner, String what) {
    owner.warn("FailedPreStopHook", container.getName() + ": " + what);
  }
}
