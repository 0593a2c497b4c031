package io.jitsioperator.testbed.jitsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The starts and ends of a bridge that knows no XMPP server. */
class JvbLifeTest {

  private static final Duration LONG = Duration.ofSeconds(120);
  private static final String HOOK =
      "curl -X POST 127.0.0.1:8080/colibri/drain/enable; curl 127.0.0.1:8080/colibri/shutdown";

  @TempDir Path folder;
  private Shard shard;
  private JvbPod pod;

  @BeforeEach
  void pod() throws Exception {
    shard = new Shard(folder);
    pod = new JvbPod(shard).wiring("");
  }

  @AfterEach
  void end() {
    shard.close();
    pod.close();
  }

  @Test
  void aGracefulEndWaitsForTheLastEndpointAndThenForTheDelay() throws Exception {
    pod.custom("videobridge.shutdown.shutting-down-delay = 2 seconds");
    JvbContainer jvb = pod.start();
    jvb.join("one", 2);
    pod.post("/colibri/shutdown", "{\"graceful-shutdown\": true}");

    assertThat(jvb.join("another", 1)).isFalse();
    assertThat(jvb.join("one", 1)).isTrue();
    assertThat(pod.stats().get("graceful_shutdown").asBoolean()).isTrue();
    assertThat(pod.stats().get("shutting_down").asBoolean()).isFalse();
    assertThat(pod.get("/about/health").statusCode()).isEqualTo(200);
    Thread.sleep(2500);
    assertThat(jvb.exit()).isNotDone();

    jvb.leave("one", 3);
    assertThat(pod.stats().get("graceful_shutdown").asBoolean()).isTrue();
    assertThat(pod.stats().get("shutting_down").asBoolean()).isTrue();
    assertThat(jvb.exit()).isNotDone();
    await().atMost(LONG).untilAsserted(() -> assertThat(jvb.exit()).isCompletedWithValue(0));
    assertThat(jvb.log()).doesNotContain("starting it again");
    assertThat(pod.listens()).isFalse();
  }

  @Test
  void aGracefulEndHasItsLastWord() throws Exception {
    pod.custom(
        "videobridge.shutdown { graceful-shutdown-max-duration = 1 second, "
            + "shutting-down-delay = 1 second }");
    JvbContainer jvb = pod.start();
    jvb.join("one", 2);
    pod.post("/colibri/shutdown", "{\"graceful-shutdown\": true}");
    await().atMost(LONG).untilAsserted(() -> assertThat(jvb.exit()).isCompletedWithValue(0));
    assertThat(jvb.endpoints()).as("the process has ended").isZero();
  }

  @Test
  void aForcedEndDoesNotWaitForCallsAndDoesNotSayGraceful() throws Exception {
    pod.custom("videobridge.shutdown.shutting-down-delay = 1 second");
    JvbContainer jvb = pod.start();
    jvb.join("one", 2);
    pod.post("/colibri/shutdown", "{\"graceful-shutdown\": false}");
    assertThat(pod.stats().get("graceful_shutdown").asBoolean()).isFalse();
    assertThat(pod.stats().get("shutting_down").asBoolean()).isTrue();
    assertThat(jvb.join("another", 1)).isTrue();
    await().atMost(LONG).untilAsserted(() -> assertThat(jvb.exit()).isCompletedWithValue(0));
  }

  @Test
  void sigtermEndsItAtOnceWithItsCalls() throws Exception {
    JvbContainer jvb = pod.start();
    jvb.join("one", 2);
    jvb.terminate();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(jvb.exit()).isCompletedWithValue(143));
    assertThat(jvb.log()).doesNotContain("drain", "shutdown");
  }

  @Test
  void drainAndCallsAreLostInACrash() throws Exception {
    JvbContainer jvb = pod.start();
    pod.post("/colibri/drain/enable");
    assertThat(jvb.join("new ones are not refused", 2)).isTrue();
    jvb.crash();
    assertThat(pod.listens()).isFalse();
    assertThat(jvb.join("nobody is there", 1)).isFalse();
    await().atMost(LONG).until(pod::listens);
    assertThat(jvb.exit()).isNotDone();
    assertThat(pod.stats().get("drain").asBoolean()).isFalse();
    assertThat(pod.stats().get("local_endpoints").asInt()).isZero();
  }

  @Test
  void initialDrainModeComesBackAfterACrash() throws Exception {
    JvbContainer jvb = pod.custom("videobridge.initial-drain-mode = true").start();
    pod.post("/colibri/drain/disable");
    assertThat(pod.stats().get("drain").asBoolean()).isFalse();
    jvb.crash();
    await().atMost(LONG).until(pod::listens);
    assertThat(pod.stats().get("drain").asBoolean()).isTrue();
  }

  @Test
  void aMissingIncludeIsAClearErrorAndTheContainerGoesOnTrying() throws Exception {
    Files.delete(wiringFile());
    JvbContainer jvb = pod.start();
    assertThat(jvb.log())
        .contains("ConfigException$IO", JvbPod.WIRING, "No such file or directory")
        .contains("[s6] jvb ended with 1, starting it again");
    assertThat(jvb.exit()).isNotDone();
    assertThat(pod.listens()).isFalse();
    pod.wiring("");
    await().atMost(LONG).until(pod::listens);
  }

  @Test
  void stressIsMeasuredEveryTenSeconds() throws Exception {
    JvbContainer jvb = pod.start();
    jvb.stressPerParticipant(0.02);
    jvb.join("one", 10);
    assertThat(pod.stats().get("stress_level").asDouble()).isZero();
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(pod.stats().get("stress_level").asDouble()).isEqualTo(0.2));
    jvb.fault(new JvbFault.StressLie(0.0));
    assertThat(pod.stats().get("stress_level").asDouble()).isZero();
  }

  private Path wiringFile() throws Exception {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.endsWith("clients.conf")).findFirst().orElseThrow();
    }
  }

  @Test
  void aHookDrainsAndWaitsForTheLastEndpoint() throws Exception {
    pod.custom("videobridge.shutdown.shutting-down-delay = 1 second");
    JvbContainer jvb = pod.start();
    jvb.join("one", 1);
    var hook = jvb.preStop(List.of("sh", "-c", HOOK));
    await().atMost(LONG).until(() -> pod.stats().get("graceful_shutdown").asBoolean());
    assertThat(pod.stats().get("drain").asBoolean()).isTrue();
    Thread.sleep(2500);
    assertThat(hook).isNotDone();
    jvb.leave("one", 1);
    await().atMost(LONG).untilAsserted(() -> assertThat(hook).isCompleted());
    assertThat(jvb.exit()).isCompletedWithValue(0);
  }

  @Test
  void aHookAsksAgainAfterACrash() throws Exception {
    pod.custom("videobridge.shutdown.shutting-down-delay = 1 second");
    JvbContainer jvb = pod.start();
    jvb.join("one", 1);
    var hook = jvb.preStop(List.of("sh", "-c", HOOK));
    await().atMost(LONG).until(() -> pod.stats().get("graceful_shutdown").asBoolean());
    jvb.crash();
    await().atMost(LONG).untilAsserted(() -> assertThat(hook).isCompleted());
    assertThat(jvb.exit()).isCompletedWithValue(0);
  }

  @Test
  void aHookThatDoesSomethingElseIsRefused() throws Exception {
    JvbContainer jvb = pod.start();
    assertThat(jvb.preStop(List.of("sleep", "5"))).isCompletedExceptionally();
    assertThat(pod.stats().get("drain").asBoolean()).isFalse();
  }

  @Test
  void thePublicPortIsOpenWhenItIsConfigured() throws Exception {
    pod.custom("videobridge.http-servers.public.port = 9090").start();
    assertThat(pod.status(9090)).isEqualTo(404);
  }
}
