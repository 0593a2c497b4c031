package io.jitsioperator.testbed.jitsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jitsioperator.testbed.node.Container;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the container of a Jicofo begins, logs in, fails and ends. */
class JicofoContainerTest {

  @TempDir Path folder;
  private OneJicofo jicofo;

  @BeforeEach
  void shard() throws Exception {
    jicofo = new OneJicofo(folder);
  }

  @AfterEach
  void end() {
    jicofo.close();
  }

  @Test
  void logsInToBothAndTellsItInDebug() throws Exception {
    jicofo.shard.prosody(jicofo.main, Shard.env());
    jicofo.shard.prosody(jicofo.brewery, OneJicofo.breweryEnv());
    Container container = jicofo.start();
    Shard.awaitLog(container, "[brewery=" + OneJicofo.ROOM + "] Joined the room.");
    Shard.awaitLog(container, "Discovered components");

    assertThat(jicofo.getJson("/debug").at("/av_moderation/address").asText())
        .isEqualTo("avmoderation.meet.jitsi");
    assertThat(jicofo.getJson("/debug").at("/conference_iq_handler/breakout_address").asText())
        .isEqualTo("breakout.meet.jitsi");
    assertThat(jicofo.get("/about/health").statusCode()).isEqualTo(500);
    assertThat(jicofo.get("/about/health").body()).startsWith("No operational bridges available");
    assertThat(jicofo.get("/about/version").body()).contains("JiCoFo");
    try (XmppUser jvb =
        XmppUser.connect(jicofo.brewery, 6222, "auth.jvb.meet.jitsi", "jvb", "jvbpw")) {
      assertThat(jvb.discoInfo(OneJicofo.ROOM)).containsExactly("forbidden");
    }
  }

  @Test
  void withoutTheMainLoginDebugShowsNoComponents() throws Exception {
    jicofo.shard.prosody(jicofo.main, Shard.env("JICOFO_AUTH_PASSWORD", "another"));
    jicofo.shard.prosody(jicofo.brewery, OneJicofo.breweryEnv());
    Container container = jicofo.start();
    Shard.awaitLog(container, "[brewery=" + OneJicofo.ROOM + "] Joined the room.");
    Shard.awaitLog(container, "[xmpp_connection=client] Failed to connect/login");

    assertThat(jicofo.getJson("/debug").at("/av_moderation/address").asText()).isEqualTo("null");
    assertThat(jicofo.getJson("/debug").at("/conference_iq_handler/breakout_address").asText())
        .isEqualTo("null");
  }

  @Test
  void bridgesDoNotHearEachOtherInABreweryProsody() throws Exception {
    jicofo.shard.prosody(jicofo.brewery, OneJicofo.breweryEnv());
    try (XmppUser focus =
            XmppUser.connect(jicofo.brewery, 6222, "auth.jvb.meet.jitsi", "focus", "focuspw");
        XmppUser first =
            XmppUser.connect(jicofo.brewery, 6222, "auth.jvb.meet.jitsi", "jvb", "jvbpw");
        XmppUser second =
            XmppUser.connect(jicofo.brewery, 6222, "auth.jvb.meet.jitsi", "jvb", "jvbpw")) {
      var seenByFocus = focus.joinMuc(OneJicofo.ROOM, "focus");
      var seenByFirst = first.joinMuc(OneJicofo.ROOM, "jvb-0");
      second.joinMuc(OneJicofo.ROOM, "jvb-1");

      await().atMost(Duration.ofSeconds(120)).until(() -> seenByFocus.getOccupantsCount() == 3);
      assertThat(seenByFirst.getOccupants())
          .noneMatch(occupant -> occupant.toString().endsWith("/jvb-1"));
    }
  }

  @Test
  void aMissingPasswordEndsTheContainer() throws Exception {
    Container container = jicofo.start("JICOFO_AUTH_PASSWORD", "");
    assertThat(container.exit().join()).isEqualTo(1);
    assertThat(container.log()).contains("FATAL ERROR: Jicofo auth password must be set");
  }

  @Test
  void aCustomFileThatDoesNotParseIsTriedForEverInARunningContainer() throws Exception {
    Path volume = Files.createDirectories(folder.resolve("volume"));
    Files.writeString(volume.resolve("custom-jicofo.conf"), "jicofo { bridge {\n}\n");
    Container container =
        jicofo.shard.start("jicofo", jicofo.address, OneJicofo.env(), Map.of("/config", volume));

    Shard.awaitLog(container, "ConfigException");
    assertThat(container.exit()).isNotDone();
    assertThat(jicofo.silent()).isTrue();
  }

  @Test
  void comesBackAfterItsProsodyWasRestarted() throws Exception {
    ProsodyContainer prosody =
        (ProsodyContainer) jicofo.shard.prosody(jicofo.brewery, OneJicofo.breweryEnv());
    Container container = jicofo.start();
    Shard.awaitLog(container, "[brewery=" + OneJicofo.ROOM + "] Joined the room.");

    prosody.crash();
    await()
        .atMost(Duration.ofSeconds(120))
        .untilAsserted(
            () -> assertThat(container.log().split("Joined the room", -1).length).isEqualTo(3));
  }

  @Test
  void faultsOnDemand() throws Exception {
    JicofoContainer container = (JicofoContainer) jicofo.start();
    assertThat(jicofo.shard.images().running(JicofoContainer.class, "test", "jicofo-0", "jicofo"))
        .containsSame(container);

    container.hang(true);
    assertThat(jicofo.silent()).isTrue();
    container.hang(false);
    assertThat(jicofo.get("/about/version").statusCode()).isEqualTo(200);
    container.crash();
    assertThat(jicofo.silent()).isTrue();
    await().atMost(Duration.ofSeconds(120)).until(() -> !jicofo.silent());
    assertThat(container.exit()).isNotDone();

    container.kill();
    assertThat(jicofo.shard.images().running(JicofoContainer.class, "test", "jicofo-0", "jicofo"))
        .isEmpty();
    assertThat(jicofo.silent()).isTrue();
  }
}
