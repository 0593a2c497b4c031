package io.jitsioperator.testbed.jitsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who enters which room, and what a Prosody tells of its rooms and of itself. */
class ProsodyRoomsTest {

  private static final String BREWERY = "jvbbrewery@internal-muc.meet.jitsi";

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

  @Test
  void onlyAdminsMakeRooms() throws Exception {
    prosody.start(
        "JIGASI_XMPP_PASSWORD",
        "pw",
        "ENABLE_RECORDING",
        "1",
        "JIBRI_RECORDER_PASSWORD",
        "recorderpw");

    try (XmppUser recorder = prosody.login(5222, "hidden.meet.jitsi", "recorder", "recorderpw");
        XmppUser focus = prosody.login(5222, "auth.meet.jitsi", "focus", "focuspw")) {
      assertThatThrownBy(() -> recorder.joinMuc("room@muc.meet.jitsi", "r"))
          .hasMessageContaining("not-allowed");
      focus.joinMuc("room@muc.meet.jitsi", "focus");
      recorder.joinMuc("room@muc.meet.jitsi", "r");
    }
  }

  @Test
  void onlyTheAuthDomainEntersABrewery() throws Exception {
    prosody.start("ENABLE_RECORDING", "1", "JIBRI_RECORDER_PASSWORD", "recorderpw");

    try (XmppUser recorder = prosody.login(5222, "hidden.meet.jitsi", "recorder", "recorderpw");
        XmppUser focus = prosody.login(5222, "auth.meet.jitsi", "focus", "focuspw")) {
      focus.joinMuc(BREWERY, "focus");
      recorder.replyTimeout(Duration.ofSeconds(1));
      assertThatThrownBy(() -> recorder.joinMuc(BREWERY, "recorder"))
          .hasMessageContaining("NoResponse");
    }
  }

  @Test
  void discoInfoTellsARoomThatExistsFromOneThatDoesNot() throws Exception {
    prosody.start();

    try (XmppUser jvb = prosody.login(5222, "auth.meet.jitsi", "jvb", "jvbpw");
        XmppUser focus = prosody.login(5222, "auth.meet.jitsi", "focus", "focuspw")) {
      assertThat(jvb.discoInfo(BREWERY)).containsExactly("item-not-found");
      focus.joinMuc(BREWERY, "focus");
      assertThat(jvb.discoInfo(BREWERY)).containsExactly("forbidden");
      jvb.joinMuc(BREWERY, "jvb-0");
      assertThat(jvb.discoInfo(BREWERY)).isNotEmpty().doesNotContain("forbidden");
    }
  }

  @Test
  void theMainHostTellsItsComponentsAndItsShard() throws Exception {
    prosody.start(
        "XMPP_MODULES", "jiconop,",
        "XMPP_CONFIGURATION", "shard_name=\"s1\",region_name=\"eu\",release_number=\"7\"",
        "ENABLE_BREAKOUT_ROOMS", "0");

    try (XmppUser focus = prosody.login(5222, "auth.meet.jitsi", "focus", "focuspw")) {
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
    prosody.start(
        "GLOBAL_MODULES", "muc_census",
        "ENABLE_RECORDING", "1",
        "JIBRI_RECORDER_PASSWORD", "recorderpw");
    assertThat(prosody.get("/room-census").body()).isEqualTo("{\"room_census\":[]}");

    try (XmppUser recorder = prosody.login(5222, "hidden.meet.jitsi", "recorder", "recorderpw");
        XmppUser focus = prosody.login(5222, "auth.meet.jitsi", "focus", "focuspw")) {
      focus.joinMuc("room@muc.meet.jitsi", "focus");
      recorder.joinMuc("room@muc.meet.jitsi", "r");
      assertThat(prosody.get("/room-census").body())
          .contains("\"room_name\":\"room@muc.meet.jitsi\"", "\"participants\":1", "created_time");
    }
  }
}
