package io.jitsioperator.testbed.jitsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jitsioperator.testbed.node.Container;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProsodyContainerTest {

  private static final String BREWERY = "jvbbrewery@internal-muc.meet.jitsi";

  @TempDir Path folder;
  private Shard shard;
  private InetAddress address;

  @BeforeEach
  void shard() throws Exception {
    shard = new Shard(folder);
    address = Shard.address();
  }

  @AfterEach
  void end() {
    shard.close();
  }

  private XmppUser login(int port, String domain, String user, String password) throws Exception {
    return XmppUser.connect(address, port, domain, user, password);
  }

  private boolean canLogIn(int port, String jid, String password) throws Exception {
    String[] parts = jid.split("@", 2);
    try (XmppUser user = login(port, parts[1], parts[0], password)) {
      return user.jid().startsWith(jid + "/");
    } catch (IOException refused) {
      return false;
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://" + address.getHostAddress() + ":5280" + path);
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void clientModeMakesTheAccountsOfTheTable() throws Exception {
    shard.prosody(
        address,
        Shard.env(
            "JIBRI_XMPP_PASSWORD", "jibripw",
            "JIBRI_RECORDER_PASSWORD", "recorderpw",
            "JIGASI_XMPP_PASSWORD", "jigasipw",
            "JIGASI_TRANSCRIBER_PASSWORD", "transcriberpw",
            "ENABLE_RECORDING", "1",
            "ENABLE_TRANSCRIPTIONS", "true"));

    assertThat(canLogIn(5222, "focus@auth.meet.jitsi", "focuspw")).isTrue();
    assertThat(canLogIn(5222, "jvb@auth.meet.jitsi", "jvbpw")).isTrue();
    assertThat(canLogIn(5222, "jibri@auth.meet.jitsi", "jibripw")).isTrue();
    assertThat(canLogIn(5222, "jigasi@auth.meet.jitsi", "jigasipw")).isTrue();
    assertThat(canLogIn(5222, "recorder@hidden.meet.jitsi", "recorderpw")).isTrue();
    assertThat(canLogIn(5222, "transcriber@hidden.meet.jitsi", "transcriberpw")).isTrue();
    assertThat(canLogIn(5222, "focus@auth.meet.jitsi", "wrong")).isFalse();
  }

  @Test
  void withoutTheirPasswordsThereAreNoFurtherAccounts() throws Exception {
    Container prosody = shard.prosody(address, Shard.env("JIBRI_RECORDER_PASSWORD", "recorderpw"));

    assertThat(canLogIn(5222, "jvb@auth.meet.jitsi", "jvbpw")).isTrue();
    assertThat(prosody.log()).doesNotContain("Jibri", "Jigasi", "recorder");
  }

  @Test
  void breweryModeMakesAnAccountMoreThatIsNoAdmin() throws Exception {
    shard.prosody(
        address,
        Shard.env(
            "PROSODY_MODE", "brewery",
            "XMPP_PORT", "6222",
            "JVB_XMPP_AUTH_DOMAIN", "auth.jvb.meet.jitsi",
            "JIGASI_XMPP_USER", "operator",
            "JIGASI_XMPP_PASSWORD", "operatorpw",
            "JIBRI_RECORDER_PASSWORD", "recorderpw",
            "ENABLE_RECORDING", "1"));
    String room = "jvbbrewery@muc.jvb.meet.jitsi";

    try (XmppUser operator = login(6222, "auth.jvb.meet.jitsi", "operator", "operatorpw");
        XmppUser focus = login(6222, "auth.jvb.meet.jitsi", "focus", "focuspw")) {
      assertThat(operator.discoInfo(room)).containsExactly("item-not-found");
      var muc = focus.joinMuc(room, "focus");
      assertThat(operator.discoInfo(room)).containsExactly("forbidden");
      operator.joinMuc(room, "operator");
      await().until(() -> muc.getOccupantsCount() == 2);
      assertThat(muc.getOccupant(org.jxmpp.jid.impl.JidCreate.entityFullFrom(room + "/operator")))
          .extracting(occupant -> occupant.getAffiliation().toString())
          .isEqualTo("none");
    }
  }

  @Test
  void breweryWithoutItsDomainHasNoAccountThatWorks() throws Exception {
    Container prosody =
        shard.prosody(address, Shard.env("PROSODY_MODE", "brewery", "XMPP_PORT", "6222"));

    assertThat(prosody.log()).contains("No such host: auth.meet.jitsi");
    assertThat(canLogIn(6222, "focus@auth.jvb.meet.jitsi", "focuspw")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "JICOFO_AUTH_PASSWORD, Jicofo auth password must be set",
    "JVB_AUTH_PASSWORD, JVB auth password must be set"
  })
  void aMissingPasswordEndsTheContainer(String missing, String words) throws Exception {
    Map<String, String> env = new HashMap<>(Shard.env());
    env.remove(missing);
    Container prosody = shard.start("prosody", address, env);

    assertThat(prosody.exit().join()).isEqualTo(1);
    assertThat(prosody.log()).contains("FATAL ERROR: " + words);
  }

  @Test
  void aPasswordThatAShellTakesApartIsAnotherOne() throws Exception {
    shard.prosody(address, Shard.env("JVB_AUTH_PASSWORD", "two words"));

    assertThat(canLogIn(5222, "jvb@auth.meet.jitsi", "two words")).isFalse();
  }

  @Test
  void onlyAdminsMakeRooms() throws Exception {
    shard.prosody(
        address,
        Shard.env(
            "JIGASI_XMPP_PASSWORD",
            "pw",
            "ENABLE_RECORDING",
            "1",
            "JIBRI_RECORDER_PASSWORD",
            "recorderpw"));

    try (XmppUser recorder = login(5222, "hidden.meet.jitsi", "recorder", "recorderpw");
        XmppUser focus = login(5222, "auth.meet.jitsi", "focus", "focuspw")) {
      assertThatThrownBy(() -> recorder.joinMuc("room@muc.meet.jitsi", "r"))
          .hasMessageContaining("not-allowed");
      focus.joinMuc("room@muc.meet.jitsi", "focus");
      recorder.joinMuc("room@muc.meet.jitsi", "r");
    }
  }

  @Test
  void onlyTheAuthDomainEntersABrewery() throws Exception {
    shard.prosody(
        address, Shard.env("ENABLE_RECORDING", "1", "JIBRI_RECORDER_PASSWORD", "recorderpw"));

    try (XmppUser recorder = login(5222, "hidden.meet.jitsi", "recorder", "recorderpw");
        XmppUser focus = login(5222, "auth.meet.jitsi", "focus", "focuspw")) {
      focus.joinMuc(BREWERY, "focus");
      recorder.replyTimeout(Duration.ofSeconds(1));
      assertThatThrownBy(() -> recorder.joinMuc(BREWERY, "recorder"))
          .hasMessageContaining("NoResponse");
    }
  }

  @Test
  void discoInfoTellsARoomThatExistsFromOneThatDoesNot() throws Exception {
    shard.prosody(address, Shard.env());

    try (XmppUser jvb = login(5222, "auth.meet.jitsi", "jvb", "jvbpw");
        XmppUser focus = login(5222, "auth.meet.jitsi", "focus", "focuspw")) {
      assertThat(jvb.discoInfo(BREWERY)).containsExactly("item-not-found");
      focus.joinMuc(BREWERY, "focus");
      assertThat(jvb.discoInfo(BREWERY)).containsExactly("forbidden");
      jvb.joinMuc(BREWERY, "jvb-0");
      assertThat(jvb.discoInfo(BREWERY)).isNotEmpty().doesNotContain("forbidden");
    }
  }

  @Test
  void theMainHostTellsItsComponentsAndItsShard() throws Exception {
    shard.prosody(
        address,
        Shard.env(
            "XMPP_MODULES", "jiconop,",
            "XMPP_CONFIGURATION", "shard_name=\"s1\",region_name=\"eu\",release_number=\"7\"",
            "ENABLE_BREAKOUT_ROOMS", "0"));

    try (XmppUser focus = login(5222, "auth.meet.jitsi", "focus", "focuspw")) {
      assertThat(focus.discoInfo("meet.jitsi"))
          .contains(
              "component/av_moderation/avmoderation.meet.jitsi",
              "server/shard/s1",
              "server/region/eu",
              "server/release/7")
          .noneMatch(identity -> identity.startsWith("component/breakout_rooms"));
    }
  }

  @Test
  void theCensusCountsParticipantsWithoutTheFocus() throws Exception {
    shard.prosody(
        address,
        Shard.env(
            "GLOBAL_MODULES", "muc_census",
            "ENABLE_RECORDING", "1",
            "JIBRI_RECORDER_PASSWORD", "recorderpw"));
    assertThat(get("/room-census").body()).isEqualTo("{\"room_census\":[]}");

    try (XmppUser recorder = login(5222, "hidden.meet.jitsi", "recorder", "recorderpw");
        XmppUser focus = login(5222, "auth.meet.jitsi", "focus", "focuspw")) {
      focus.joinMuc("room@muc.meet.jitsi", "focus");
      recorder.joinMuc("room@muc.meet.jitsi", "r");
      assertThat(get("/room-census").body())
          .contains("\"room_name\":\"room@muc.meet.jitsi\"", "\"participants\":1", "created_time");
    }
  }

  @Test
  void healthAnswersOnlyThePodItselfUnlessToldOtherwise() throws Exception {
    shard.prosody(address, Shard.env());
    assertThat(get("/health").statusCode()).isEqualTo(403);
    assertThat(get("/http-bind").statusCode()).isEqualTo(200);
    assertThat(get("/room-census").statusCode()).isEqualTo(404);
  }

  @Test
  void healthCanBeOpened() throws Exception {
    shard.prosody(
        address, Shard.env("GLOBAL_CONFIG", "http_health_allow_cidr = \"127.0.0.0/8\"\\nx = 1"));
    assertThat(get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  void customFilesAreIncludedAndCopiedOnce() throws Exception {
    Path volume = Files.createDirectories(folder.resolve("volume/conf.d"));
    Path custom = volume.resolve("more.cfg.lua");
    Files.writeString(custom, "VirtualHost \"more.example\"\n authentication = \"anonymous\"\n");
    ProsodyContainer prosody =
        (ProsodyContainer)
            shard.start("prosody", address, Shard.env(), Map.of("/config", volume.getParent()));
    Shard.awaitLog(prosody, "service completed");
    Files.writeString(custom, "this is not Lua (");

    prosody.crash();
    Shard.awaitLog(prosody, "[s6] prosody ended with 137");
    await()
        .atMost(Duration.ofSeconds(120))
        .until(() -> canLogIn(5222, "jvb@auth.meet.jitsi", "jvbpw"));
    assertThat(prosody.exit()).isNotDone();
    try (XmppUser jvb = login(5222, "auth.meet.jitsi", "jvb", "jvbpw")) {
      assertThat(jvb.discoInfo("more.example")).contains("server/im/Prosody");
    }
  }

  @Test
  void dataOfAVolumeSurvivesAndKeepsTheOldPassword() throws Exception {
    Map<String, Path> mounts =
        Map.of("/var/lib/prosody", Files.createDirectories(folder.resolve("data")));
    Container first = shard.start("prosody", address, Shard.env(), mounts);
    Shard.awaitLog(first, "service completed");
    first.kill();
    Container second =
        shard.start("prosody", address, Shard.env("JVB_AUTH_PASSWORD", "newpw"), mounts);
    Shard.awaitLog(second, "service completed");

    assertThat(second.log()).contains("User exists");
    assertThat(canLogIn(5222, "jvb@auth.meet.jitsi", "jvbpw")).isTrue();
    assertThat(canLogIn(5222, "jvb@auth.meet.jitsi", "newpw")).isFalse();
  }

  @Test
  void killFreesThePortsAndTerminateEndsInOrder() throws Exception {
    Container killed = shard.prosody(address, Shard.env());
    killed.kill();
    assertThat(killed.exit().join()).isEqualTo(137);
    assertThat(listens()).isFalse();

    Container ended = shard.prosody(address, Shard.env());
    assertThat(listens()).isTrue();
    ended.terminate();
    assertThat(ended.exit().get(120, java.util.concurrent.TimeUnit.SECONDS)).isEqualTo(0);
    assertThat(listens()).isFalse();
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, 5222), 1000);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  @Test
  void aMachineWithoutProsodyIsToldWhatToRun() {
    assertThatThrownBy(() -> ProsodyProgram.find("prosody", folder.toString()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("setup/prosody");
  }

  @Test
  void unknownImagesCannotBePulled() {
    assertThatThrownBy(() -> shard.start("nginx", address, Map.of()))
        .hasMessageContaining("ErrImagePull")
        .hasMessageContaining("nginx");
  }

  @Test
  void theLimitOfLinesHolds() {
    LogBuffer log = new LogBuffer(line -> {});
    for (int i = 0; i < 1000; i++) {
      log.add("line " + i);
    }
    assertThat(List.of(log.text().split("\n"))).hasSize(400).last().isEqualTo("line 999");
  }
}
