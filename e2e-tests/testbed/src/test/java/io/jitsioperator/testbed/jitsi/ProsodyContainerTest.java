package io.jitsioperator.testbed.jitsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jitsioperator.testbed.node.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the container of a Prosody begins, answers, fails and ends. */
class ProsodyContainerTest {

  @TempDir Path folder;
  private OneProsody prosody;

  @BeforeEach
  void shard() throws Exception {
    prosody = new OneProsody(folder);
  }

  @AfterEach
  void end() {
    prosody.close();
  }

  @ParameterizedTest
  @CsvSource({
    "JICOFO_AUTH_PASSWORD, Jicofo auth password must be set",
    "JVB_AUTH_PASSWORD, JVB auth password must be set"
  })
  void aMissingPasswordEndsTheContainer(String missing, String words) throws Exception {
    Map<String, String> env = new HashMap<>(Shard.env());
    env.remove(missing);
    Container container = prosody.shard.start("prosody", prosody.address, env);

    assertThat(container.exit().join()).isEqualTo(1);
    assertThat(container.log()).contains("FATAL ERROR: " + words);
  }

  @Test
  void healthAnswersOnlyThePodItselfUnlessToldOtherwise() throws Exception {
    prosody.start();
    assertThat(prosody.get("/health").statusCode()).isEqualTo(403);
    assertThat(prosody.get("/http-bind").statusCode()).isEqualTo(200);
    assertThat(prosody.get("/room-census").statusCode()).isEqualTo(404);
  }

  @Test
  void healthCanBeOpened() throws Exception {
    prosody.start("GLOBAL_CONFIG", "http_health_allow_cidr = \"127.0.0.0/8\"\\nx = 1");
    assertThat(prosody.get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  void customFilesAreIncludedAndCopiedOnce() throws Exception {
    Path volume = Files.createDirectories(folder.resolve("volume/conf.d"));
    Path custom = volume.resolve("more.cfg.lua");
    Files.writeString(custom, "VirtualHost \"more.example\"\n authentication = \"anonymous\"\n");
    ProsodyContainer container =
        (ProsodyContainer)
            prosody.shard.start(
                "prosody", prosody.address, Shard.env(), Map.of("/config", volume.getParent()));
    Shard.awaitLog(container, "service completed");
    Files.writeString(custom, "this is not Lua (");

    container.crash();
    Shard.awaitLog(container, "[s6] prosody ended with 137");
    await()
        .atMost(Duration.ofSeconds(120))
        .until(() -> prosody.canLogIn(5222, "jvb@auth.meet.jitsi", "jvbpw"));
    assertThat(container.exit()).isNotDone();
    try (XmppUser jvb = prosody.login(5222, "auth.meet.jitsi", "jvb", "jvbpw")) {
      assertThat(jvb.discoInfo("more.example")).contains("server/im/Prosody");
    }
  }

  @Test
  void killFreesThePortsAndTerminateEndsInOrder() throws Exception {
    Container killed = prosody.start();
    killed.kill();
    assertThat(killed.exit().join()).isEqualTo(137);
    assertThat(prosody.listens()).isFalse();

    Container ended = prosody.start();
    assertThat(prosody.listens()).isTrue();
    ended.terminate();
    assertThat(ended.exit().get(120, java.util.concurrent.TimeUnit.SECONDS)).isEqualTo(0);
    assertThat(prosody.listens()).isFalse();
  }

  @Test
  void aMachineWithoutProsodyIsToldWhatToRun() {
    assertThatThrownBy(() -> ProsodyProgram.find("prosody", folder.toString()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("setup/prosody");
  }

  @Test
  void unknownImagesCannotBePulled() {
    assertThatThrownBy(() -> prosody.shard.start("nginx", prosody.address, Map.of()))
        .hasMessageContaining("ErrImagePull")
        .hasMessageContaining("nginx");
  }
}
