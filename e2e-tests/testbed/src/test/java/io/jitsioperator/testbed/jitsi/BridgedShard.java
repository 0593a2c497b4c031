package io.jitsioperator.testbed.jitsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jitsioperator.testbed.node.Container;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;

/** A whole shard: two Prosodys, Jicofo, web, and as many bridges as a test starts. */
final class BridgedShard implements AutoCloseable {

  private static final String DOMAIN = "meet.example.com";
  private static final Duration LONG = Duration.ofSeconds(60);

  private final OneJicofo jicofo;
  private final Container container;
  private final FrontEnd front;

  BridgedShard(Path folder, String... jicofoEnv) throws Exception {
    jicofo = new OneJicofo(folder);
    jicofo.shard.prosody(jicofo.main, Shard.env());
    jicofo.shard.prosody(jicofo.brewery, OneJicofo.breweryEnv());
    container = jicofo.start(octo(jicofoEnv));
    InetAddress web = Shard.address();
    jicofo.shard.service("eu1-prosody.test.svc.cluster.local", jicofo.main);
    jicofo.shard.start(
        "web",
        web,
        Map.of(
            "XMPP_BOSH_URL_BASE",
            "http://eu1-prosody.test.svc.cluster.local:5280",
            "PUBLIC_URL",
            "https://" + DOMAIN));
    front = new FrontEnd((host, port) -> new InetSocketAddress(web, 8000), "eu1-web", DOMAIN);
    Shard.awaitLog(container, "[brewery=" + OneJicofo.ROOM + "] Joined the room.");
    Shard.awaitLog(container, "Discovered components");
  }

  private static String[] octo(String... more) {
    String[] octo = {
      "ENABLE_OCTO", "1",
      "OCTO_BRIDGE_SELECTION_STRATEGY", "RegionBasedBridgeSelectionStrategy",
      "JICOFO_OCTO_REGION", "region-a"
    };
    String[] all = java.util.Arrays.copyOf(octo, octo.length + more.length);
    System.arraycopy(more, 0, all, octo.length, more.length);
    return all;
  }

  /** A bridge that Jicofo knows when this returns; {@code jvb-2} is in another region. */
  Bridged bridge(String nick) throws IOException {
    return bridge(nick, "");
  }

  Bridged bridge(String nick, String custom) throws IOException {
    JvbPod pod =
        new JvbPod(jicofo.shard)
            .wiring(JvbPod.client("uid", "eu1-brewery").replace("jvb-1", nick))
            .env(
                "JVB_OCTO_RELAY_ID",
                nick.replace("jvb-", "jvb-relay-"),
                "JVB_OCTO_REGION",
                nick.equals("jvb-2") ? "region-b" : "region-a")
            .custom("videobridge.shutdown.shutting-down-delay = 8 seconds\n" + custom);
    Bridged bridge = new Bridged(pod, pod.start());
    eventually(() -> assertThat(seen(nick).isMissingNode()).as(container::log).isFalse());
    eventually(() -> assertThat(seen(nick).path("drain").asBoolean()).isFalse());
    return bridge;
  }

  /** A bridge and its pod. */
  record Bridged(JvbPod pod, JvbContainer jvb) {}

  /** People who meet and have media. */
  Conference talk(String room, int participants) {
    Conference conference = Conference.start(front, room, participants);
    eventually(() -> assertThat(conference.talking()).as(container::log).isEqualTo(participants));
    return conference;
  }

  /** People who meet. */
  Conference meet(String room, int participants) {
    return Conference.start(front, room, participants);
  }

  /** A bridge as Jicofo sees it; missing if it does not. */
  JsonNode seen(String nick) throws Exception {
    return jicofo
        .getJson("/debug")
        .path("bridge_selector")
        .path("bridge")
        .path(OneJicofo.ROOM + "/" + nick);
  }

  int endpoints(String nick) throws Exception {
    return seen(nick).path("endpoints").asInt();
  }

  JsonNode get(String path) throws Exception {
    return jicofo.getJson(path);
  }

  OneJicofo jicofo() {
    return jicofo;
  }

  static void eventually(ThrowingRunnable assertion) {
    await().atMost(LONG).pollInterval(Duration.ofMillis(50)).untilAsserted(assertion);
  }

  @Override
  public void close() {
    jicofo.close();
  }
}
