package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.testbed.faults.Fault;
import io.jitsioperator.testbed.faults.FaultProxy;
import io.jitsioperator.testbed.faults.Rule;
import io.jitsioperator.testbed.operator.OperatorProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** After a power cut the operator may be there before the API server: it waits for it. */
@OwnCluster
class LateApiServerIT {

  /** Nobody listens there. */
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

  /** How a JVM ends that was told to by SIGTERM. */
  private static final int ENDED_BY_SIGTERM = 128 + 15;

  private static final Duration START = Duration.ofMinutes(3);

  private final RunningOperator operator;

  LateApiServerIT(RunningOperator operator) {
    this.operator = operator;
  }

  @BeforeEach
  void powerCut() {
    operator.kill();
  }

  @AfterEach
  void startAgain() {
    operator.kill();
    operator.startAgain();
  }

  @Test
  void itStartsOnceTheApiServerAnswers(TestNamespace namespace)
      throws IOException, InterruptedException {
    try (FaultProxy proxy = FaultProxy.before(operator.testbed().plane().admin())) {
      Rule late = proxy.add(Rule.always(request -> true, new Fault.InternalError()));
      OperatorProcess early = operator.startUnready(way -> way.through(proxy.uri()));
      Eventually.see(
          "it asks three times, and is alive but not ready: " + early.tail(),
          () -> state(early) + ", asked " + late.hits(),
          seen -> !early.alive() || seen.startsWith("200 503") && late.hits() >= 3);
      assertThat(early.alive()).as("it waits: %s", early.tail()).isTrue();
      proxy.heal();
      early.awaitReady(START);
      namespace.shard("eu1").awaitReady();
      operator.kill();
    }
  }

  @Test
  void itEndsInOrderWhileItWaits() {
    OperatorProcess waiting = operator.startUnready(way -> way.through(NOWHERE));
    Eventually.see(
        "it waits for an API server",
        waiting::tail,
        log -> !waiting.alive() || log.contains("nobody can be reached there"));
    Instant told = Instant.now();
    assertThat(waiting.stop()).as(waiting.tail()).isEqualTo(ENDED_BY_SIGTERM);
    assertThat(Duration.between(told, Instant.now())).isLessThan(Duration.ofSeconds(15));
    assertThat(waiting.tail()).contains("Stopping").doesNotContain("could not start");
  }

  /** Status of /livez and of /readyz. */
  private static String state(OperatorProcess process) {
    try {
      return process.status("/livez") + " " + process.status("/readyz");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
