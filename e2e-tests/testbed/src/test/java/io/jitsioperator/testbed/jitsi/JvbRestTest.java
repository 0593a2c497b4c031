package io.jitsioperator.testbed.jitsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A bridge that knows no XMPP server, held to what a real one answered. */
class JvbRestTest {

  private static final Duration LONG = Duration.ofSeconds(120);

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

  private static String answer(HttpResponse<String> response) {
    return response.statusCode()
        + " ["
        + response.headers().firstValue("Content-Type").orElse("")
        + "] "
        + response.body();
  }

  @Test
  void answersAsARealOneDid() throws Exception {
    pod.start();
    assertThat(answer(pod.get("/about/health")))
        .isEqualTo(Captured.answer(Captured.text("jvb-about-health.txt")));
    assertThat(answer(pod.get("/about/version")))
        .isEqualTo(
            Captured.answer(Captured.text("jvb-about-version.txt"))
                .replace("2.3.SNAPSHOT", "2.3.11146-2"));
    assertThat(answer(pod.post("/colibri/drain/enable")))
        .isEqualTo(Captured.answer(Captured.text("jvb-drain-enable-response.txt")));
    assertThat(pod.get("/colibri/drain").body())
        .isEqualTo(Captured.text("jvb-drain-get-draining.json"));
    assertThat(pod.post("/colibri/drain").statusCode()).isEqualTo(405);
    assertThat(pod.get("/colibri/drain/enable").statusCode()).isEqualTo(405);
    assertThat(answer(pod.post("/colibri/shutdown", "{\"graceful-shutdown\": true}")))
        .isEqualTo(Captured.answer(Captured.text("jvb-shutdown-graceful-response.txt")));
  }

  @Test
  void statsHaveTheNamesAndTypesOfARealOne() throws Exception {
    JvbContainer jvb = pod.start();
    assertThat(Captured.kinds(pod.stats()))
        .isEqualTo(Captured.kinds(Captured.json("colibri-stats.json")));

    jvb.join("one", 3);
    for (String name :
        new String[] {"conferences", "participants", "local_endpoints", "largest_conference"}) {
      assertThat(pod.stats().get(name))
          .as(name)
          .isEqualTo(Captured.json("colibri-stats-conference.json").get(name));
    }
    jvb.leave("one", 3);
    jvb.join("two", 1);
    jvb.relay("two", 1);
    for (String name :
        new String[] {
          "conferences",
          "participants",
          "endpoints",
          "local_endpoints",
          "octo_endpoints",
          "octo_conferences",
          "p2p_conferences",
          "inactive_endpoints",
          "largest_conference"
        }) {
      assertThat(pod.stats().get(name))
          .as(name)
          .isEqualTo(Captured.json("colibri-stats-conference-relay.json").get(name));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-conference", "-draining", "-graceful-shutdown"})
  void metricsAreAmongThoseOfARealOne(String state) throws Exception {
    JvbContainer jvb = pod.start();
    if (state.equals("-conference") || state.equals("-graceful-shutdown")) {
      jvb.join("one", 3);
    }
    if (state.equals("-draining")) {
      pod.post("/colibri/drain/enable");
    }
    if (state.equals("-graceful-shutdown")) {
      pod.post("/colibri/shutdown", "{\"graceful-shutdown\": true}");
    }
    var ours = Captured.metrics(pod.get("/metrics").body());
    var real = Captured.metrics(Captured.text("jvb-metrics" + state + ".txt"));
    assertThat(real).containsKeys(ours.keySet().toArray(String[]::new));
    // Without a server to log in to, and with a load of its own.
    real.keySet().removeIf(name -> name.matches("jitsi_jvb_(muc.*|stress)"));
    real.keySet().retainAll(ours.keySet());
    assertThat(ours).containsAllEntriesOf(real).hasSize(16);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|400",
        "{\"force-shutdown\": true}|400",
        "{\"graceful-shutdown\": 1}|400",
        "''|500",
        "{\"graceful-shutdown\": \"true\"}|200",
        "{\"graceful-shutdown\": false}|200"
      })
  void shutdownWantsItsField(String body, int status) throws Exception {
    pod.start();
    assertThat(pod.post("/colibri/shutdown", body).statusCode()).isEqualTo(status);
  }

  @Test
  void shutdownWantsJson() throws Exception {
    pod.start();
    var text = BodyPublishers.ofString("{\"graceful-shutdown\": true}");
    assertThat(pod.send(pod.request("/colibri/shutdown").POST(text)).statusCode()).isEqualTo(415);
    assertThat(pod.stats().get("graceful_shutdown").asBoolean()).isFalse();
  }

  @Test
  void whatIsNotSwitchedOnIsNotThere() throws Exception {
    pod.env("COLIBRI_REST_ENABLED", "0").start();
    assertThat(pod.get("/colibri/stats").statusCode()).isEqualTo(404);
    assertThat(pod.get("/colibri/muc-client/list").statusCode()).isEqualTo(404);
    assertThat(pod.post("/colibri/shutdown", "{\"graceful-shutdown\": true}").statusCode())
        .isEqualTo(404);
    assertThat(pod.get("/colibri/drain").statusCode()).isEqualTo(200);
  }

  @Test
  void mucClientsAreAddedListedAndRemoved() throws Exception {
    pod.start();
    String whole =
        """
        {"id": "%s", "hostname": "%s", "port": "6222", "domain": "auth.jvb.meet.jitsi",
         "username": "jvb", "password": "x", "muc_jids": "a@b", "muc_nickname": "jvb-1",
         "disable_certificate_verification": "true", "iq_handler_mode": "sync"}
        """;
    assertThat(pod.get("/colibri/muc-client/list").body()).isEqualTo("[]");
    assertThat(pod.post("/colibri/muc-client/add", whole.formatted("1a-2b", "h")).statusCode())
        .isEqualTo(200);
    assertThat(pod.post("/colibri/muc-client/add", whole.formatted("1a-2b", "h")).statusCode())
        .isEqualTo(200);
    assertThat(pod.get("/colibri/muc-client/list").body()).isEqualTo("[\"1a-2b\"]");
    assertThat(pod.stats().get("muc_clients_configured").asInt()).isOne();
    assertThat(pod.stats().get("muc_clients_connected").asInt()).isZero();
    assertThat(pod.post("/colibri/muc-client/remove", "{\"id\": \"other\"}").statusCode())
        .isEqualTo(400);
    assertThat(pod.post("/colibri/muc-client/remove", "{\"id\": \"1a-2b\"}").statusCode())
        .isEqualTo(200);
    assertThat(pod.get("/colibri/muc-client/list").body()).isEqualTo("[]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"id\": \"x\", \"hostname\": \"h\", \"username\": \"u\", \"muc_jids\": \"a@b\", "
            + "\"muc_nickname\": \"n\"}",
        "{\"id\": \"x\", \"hostname\": \"h\", \"username\": \"u\", \"muc_jids\": \"a@b\", "
            + "\"muc_nickname\": \"n\", \"password\": 1}"
      })
  void incompleteMucClientsAreRefused(String body) throws Exception {
    pod.start();
    assertThat(pod.post("/colibri/muc-client/add", body).statusCode()).isEqualTo(400);
    assertThat(pod.get("/colibri/muc-client/list").body()).isEqualTo("[]");
  }

  @Test
  void anUnhealthyOneSaysSoAtItsNextCheck() throws Exception {
    JvbContainer jvb = pod.custom("videobridge.health.interval = 1 second").start();
    jvb.fault(new JvbFault.Unhealthy("Failed to bind single-port"));
    assertThat(pod.get("/about/health").statusCode()).isEqualTo(200);
    await().atMost(LONG).until(() -> pod.get("/about/health").statusCode() == 500);
    assertThat(answer(pod.get("/about/health")))
        .isEqualTo(Captured.answer(Captured.text("jvb-about-health-unhealthy.txt")));
    assertThat(pod.stats().get("healthy").asBoolean()).isFalse();
  }

  @Test
  void faultsOnDemandInRest() throws Exception {
    JvbContainer jvb = pod.start();
    jvb.fault(new JvbFault.RefuseDrain(200));
    assertThat(pod.post("/colibri/drain/enable").statusCode()).isEqualTo(200);
    assertThat(pod.get("/colibri/drain").body()).isEqualTo("{\"drain\":false}");
    jvb.fault(new JvbFault.RefuseDrain(503));
    assertThat(pod.post("/colibri/drain/enable").statusCode()).isEqualTo(503);

    jvb.fault(new JvbFault.SlowRest(Duration.ofSeconds(1)));
    long before = System.nanoTime();
    pod.get("/about/version");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofSeconds(1));

    jvb.healAll();
    jvb.fault(new JvbFault.SkewedClock(Duration.ofDays(-400)));
    assertThat(pod.stats().get("current_timestamp").asText())
        .isLessThan(JvbStats.timestamp(Instant.now().minus(Duration.ofDays(399))));

    jvb.fault(new JvbFault.Hang());
    assertThat(pod.listens()).isFalse();
    assertThat(jvb.join("one", 1)).isFalse();
    jvb.terminate();
    jvb.heal(JvbFault.Hang.class);
    assertThat(pod.listens()).isTrue();
    assertThat(jvb.exit()).isNotDone();
  }

  @Test
  void restThatListensOnLoopbackOnlyIsNotReached() throws Exception {
    JvbContainer jvb = pod.custom("videobridge.http-servers.private.host = 127.0.0.1").start();
    assertThat(pod.listens()).isFalse();
    assertThat(jvb.exit()).isNotDone();
  }
}
