package io.jitsioperator.testbed.jitsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bridge in the brewery of a real Prosody, held to what was seen of real bridges there. */
class JvbContainerTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;
  private Shard shard;
  private InetAddress brewery;
  private ProsodyContainer prosody;
  private Watcher watcher;
  private JvbPod pod;

  @BeforeEach
  void brewery() throws Exception {
    shard = new Shard(folder);
    brewery = Shard.address();
    shard.service("eu1-brewery", brewery);
    prosody =
        (ProsodyContainer)
            shard.prosody(
                brewery,
                Shard.env(
                    "PROSODY_MODE", "brewery",
                    "XMPP_PORT", "6222",
                    "JVB_XMPP_AUTH_DOMAIN", "auth.jvb.meet.jitsi"));
    watcher = new Watcher(brewery);
    pod = new JvbPod(shard).wiring(JvbPod.client("7d3c-uid", "eu1-brewery"));
  }

  @AfterEach
  void end() {
    watcher.close();
    shard.close();
    pod.close();
  }

  private void awaitStat(String name, String value) {
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(watcher.stats()).containsEntry(name, value));
  }

  private static Map<String, String> states(Map<String, String> stats) {
    Map<String, String> states = new TreeMap<>(stats);
    states
        .keySet()
        .retainAll(
            Set.of(
                "drain",
                "graceful_shutdown",
                "shutting_down",
                "healthy",
                "conferences",
                "participants",
                "local_endpoints",
                "largest_conference"));
    return states;
  }

  private static Map<String, String> captured(String name) throws Exception {
    return Captured.stats(Captured.text(name));
  }

  @Test
  void showsItselfAsARealOneDoes() throws Exception {
    pod.start();
    await().atMost(LONG).until(() -> watcher.heard().size() >= 3);
    String join = watcher.heard().get(0);
    String first = watcher.heard().get(1);
    String second = watcher.heard().get(2);

    assertThat(Captured.elements(join))
        .isEqualTo(Captured.elements(Captured.text("jvb-presence-join-before-stats.xml")));
    assertThat(Captured.elements(first))
        .isEqualTo(Captured.elements(Captured.text("jvb-presence-first-stats.xml")));
    assertThat(Captured.kinds(Captured.stats(first)))
        .isEqualTo(Captured.kinds(captured("jvb-presence-first-stats.xml")));
    assertThat(Captured.stats(first))
        .containsEntry("muc_clients_configured", "0")
        .containsEntry("mucs_joined", "0")
        .containsEntry("stress_level", "0.0");
    assertThat(Captured.kinds(Captured.stats(second)))
        .isEqualTo(Captured.kinds(captured("jvb-presence-idle.xml")));
    assertThat(Captured.stats(second))
        .containsEntry("muc_clients_connected", "1")
        .containsEntry("mucs_joined", "1")
        .containsEntry("region", "region-a")
        .containsEntry("relay_id", "jvb-relay-1")
        .containsEntry("version", "2.3.11146-2");
  }

  @Test
  void aFilterLetsOnlyItsListThrough() throws Exception {
    pod.custom("videobridge.apis.xmpp-client.stats-filter.enabled = true").start();
    await().atMost(LONG).until(() -> !watcher.stats().isEmpty());
    assertThat(Captured.kinds(watcher.stats()))
        .isEqualTo(Captured.kinds(captured("jvb-presence-filtered.xml")));
  }

  @Test
  void initialDrainAndReleaseAreShownFromTheStart() throws Exception {
    pod.custom("videobridge { initial-drain-mode = true, version.release = \"77\" }").start();
    await().atMost(LONG).until(() -> !watcher.stats().isEmpty());
    assertThat(Captured.kinds(watcher.stats()))
        .isEqualTo(Captured.kinds(captured("jvb-presence-initial-drain-with-release.xml")));
    assertThat(watcher.stats()).containsEntry("drain", "true").containsEntry("release", "77");
  }

  @Test
  void statesAreShownWithTheNextPresence() throws Exception {
    JvbContainer jvb = pod.custom("videobridge.shutdown.shutting-down-delay = 11 seconds").start();
    jvb.join("one", 3);
    awaitStat("local_endpoints", "3");
    assertThat(states(watcher.stats())).isEqualTo(states(captured("jvb-presence-conference.xml")));
    pod.post("/colibri/drain/enable");
    awaitStat("drain", "true");
    assertThat(states(watcher.stats()))
        .isEqualTo(states(captured("jvb-presence-draining-with-conference.xml")));
    pod.post("/colibri/drain/disable");
    pod.post("/colibri/shutdown", "{\"graceful-shutdown\": true}");
    awaitStat("graceful_shutdown", "true");
    assertThat(states(watcher.stats()))
        .isEqualTo(states(captured("jvb-presence-graceful-shutdown.xml")));
    jvb.leave("one", 3);
    awaitStat("shutting_down", "true");
    assertThat(states(watcher.stats())).isEqualTo(states(captured("jvb-presence-shutdown.xml")));

    await().atMost(LONG).until(() -> watcher.heard().getLast().contains("unavailable"));
    assertThat(Captured.elements(watcher.heard().getLast()))
        .isEqualTo(Captured.elements(Captured.text("jvb-presence-unavailable-clean-exit.xml")));
    assertThat(jvb.exit().join()).isZero();
  }

  @Test
  void sigtermLeavesTheRoomWithoutAWordOfDrain() throws Exception {
    JvbContainer jvb = pod.start();
    jvb.join("one", 1);
    awaitStat("local_endpoints", "1");
    jvb.terminate();
    await().atMost(LONG).until(() -> watcher.heard().getLast().contains("unavailable"));
    assertThat(watcher.heard()).noneMatch(each -> "true".equals(Captured.stats(each).get("drain")));
    assertThat(jvb.exit().join()).isEqualTo(143);
  }

  @Test
  void oneThatIsKilledStaysFifteenSecondsAndHasItsStatus() throws Exception {
    JvbContainer jvb = pod.start();
    awaitStat("mucs_joined", "1");
    jvb.kill();
    // Without anything on its way to the dead one, its end would have no status 333: in a brewery
    // bridges get nobody's presence, so an operator must not rely on it.
    watcher.say("are you there?");
    Thread.sleep(10_000);
    assertThat(watcher.heard()).noneMatch(each -> each.contains("unavailable"));
    await().atMost(LONG).until(() -> watcher.heard().getLast().contains("unavailable"));
    assertThat(Captured.elements(watcher.heard().getLast()))
        .isEqualTo(Captured.elements(Captured.text("jvb-presence-unavailable-killed.xml")));
    assertThat(watcher.heard().getLast()).contains("333");
  }

  @Test
  void aCrashedOneComesBackAsAnotherSessionWithWhatTheSecretSaysNow() throws Exception {
    JvbContainer jvb = pod.start();
    awaitStat("mucs_joined", "1");
    String before = watcher.realJid();
    pod.post("/colibri/drain/enable");
    awaitStat("drain", "true");
    pod.wiring(JvbPod.client("another-uid", "eu1-brewery"));
    pod.custom("videobridge.initial-drain-mode = true");
    jvb.crash();
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              assertThat(watcher.realJid()).isNotEqualTo(before);
              // /config was copied once: what is there now is not read.
              assertThat(watcher.stats()).containsEntry("drain", "false");
            });
    assertThat(pod.get("/colibri/muc-client/list").body()).isEqualTo("[\"another-uid\"]");
    assertThat(jvb.exit()).isNotDone();
  }

  @Test
  void oneThatHangsIsReplayedToWhoComes() throws Exception {
    JvbContainer jvb = pod.start();
    awaitStat("mucs_joined", "1");
    jvb.fault(new JvbFault.Hang());
    Thread.sleep(500);
    String last = watcher.stats().get("current_timestamp");
    Thread.sleep(12_000);
    assertThat(watcher.stats()).containsEntry("current_timestamp", last);
    try (Watcher late = new Watcher(brewery)) {
      assertThat(late.shown()).isPresent();
      assertThat(Captured.stats(late.shown().get())).containsEntry("current_timestamp", last);
      assertThat(late.shown().get()).doesNotContain("<delay");
    }
    jvb.heal(JvbFault.Hang.class);
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> assertThat(watcher.stats().get("current_timestamp")).isGreaterThan(last));
  }

  @Test
  void withoutXmppItIsHealthyAndConnectedToNothing() throws Exception {
    JvbContainer jvb = pod.start();
    awaitStat("mucs_joined", "1");
    jvb.fault(new JvbFault.LostXmpp());
    await().atMost(LONG).until(() -> pod.stats().get("muc_clients_connected").asInt() == 0);
    assertThat(pod.stats().get("mucs_joined").asInt()).isZero();
    assertThat(pod.stats().get("muc_clients_configured").asInt()).isOne();
    assertThat(pod.get("/about/health").statusCode()).isEqualTo(200);
    Thread.sleep(3000);
    assertThat(pod.stats().get("muc_clients_connected").asInt()).isZero();
    jvb.heal(JvbFault.LostXmpp.class);
    await().atMost(LONG).until(() -> pod.stats().get("mucs_joined").asInt() == 1);
  }

  @Test
  void comesBackAfterItsProsodyWasRestarted() throws Exception {
    pod.start();
    awaitStat("mucs_joined", "1");
    prosody.crash();
    await().atMost(LONG).until(() -> pod.stats().get("mucs_joined").asInt() == 0);
    await().atMost(LONG).until(() -> pod.stats().get("mucs_joined").asInt() == 1);
  }

  @Test
  void aServerThatIsAddedIsJoinedAtOnceAndLeftWhenItIsRemoved() throws Exception {
    JvbContainer jvb = pod.wiring("").start();
    String client =
        """
        {"id": "hot", "hostname": "eu1-brewery", "port": "6222", "domain": "auth.jvb.meet.jitsi",
         "username": "jvb", "password": "%s", "muc_jids": "%s", "muc_nickname": "jvb-1",
         "disable_certificate_verification": "%s"}
        """;
    pod.post("/colibri/muc-client/add", client.formatted("jvbpw", JvbPod.ROOM, "false"));
    Shard.awaitLog(jvb, "SSLHandshakeException");
    pod.post("/colibri/muc-client/remove", "{\"id\": \"hot\"}");
    pod.post("/colibri/muc-client/add", client.formatted("jvbpw", JvbPod.ROOM, "true"));
    await().atMost(Duration.ofSeconds(20)).until(() -> !watcher.stats().isEmpty());
    // The same server again with another password: answered, and not applied.
    pod.post("/colibri/muc-client/add", client.formatted("wrong", JvbPod.ROOM, "true"));
    assertThat(pod.stats().get("mucs_joined").asInt()).isOne();

    pod.post("/colibri/muc-client/remove", "{\"id\": \"hot\"}");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> watcher.heard().getLast().contains("unavailable"));
    assertThat(watcher.heard().getLast()).doesNotContain("333");
  }
}
