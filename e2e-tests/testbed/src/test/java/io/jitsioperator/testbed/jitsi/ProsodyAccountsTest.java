package io.jitsioperator.testbed.jitsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jitsioperator.testbed.node.Container;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who can log in to a Prosody, by which variables. */
class ProsodyAccountsTest {

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
  void clientModeMakesTheAccountsOfTheTable() throws Exception {
    prosody.start(
        "JIBRI_XMPP_PASSWORD", "jibripw",
        "JIBRI_RECORDER_PASSWORD", "recorderpw",
        "JIGASI_XMPP_PASSWORD", "jigasipw",
        "JIGASI_TRANSCRIBER_PASSWORD", "transcriberpw",
        "ENABLE_RECORDING", "1",
        "ENABLE_TRANSCRIPTIONS", "true");

    assertThat(prosody.canLogIn(5222, "focus@auth.meet.jitsi", "focuspw")).isTrue();
    assertThat(prosody.canLogIn(5222, "jvb@auth.meet.jitsi", "jvbpw")).isTrue();
    assertThat(prosody.canLogIn(5222, "jibri@auth.meet.jitsi", "jibripw")).isTrue();
    assertThat(prosody.canLogIn(5222, "jigasi@auth.meet.jitsi", "jigasipw")).isTrue();
    assertThat(prosody.canLogIn(5222, "recorder@hidden.meet.jitsi", "recorderpw")).isTrue();
    assertThat(prosody.canLogIn(5222, "transcriber@hidden.meet.jitsi", "transcriberpw")).isTrue();
    assertThat(prosody.canLogIn(5222, "focus@auth.meet.jitsi", "wrong")).isFalse();
  }

  @Test
  void withoutTheirPasswordsThereAreNoFurtherAccounts() throws Exception {
    Container container = prosody.start("JIBRI_RECORDER_PASSWORD", "recorderpw");

    assertThat(prosody.canLogIn(5222, "jvb@auth.meet.jitsi", "jvbpw")).isTrue();
    assertThat(container.log()).doesNotContain("Jibri", "Jigasi", "recorder");
  }

  @Test
  void breweryModeMakesAnAccountMoreThatIsNoAdmin() throws Exception {
    prosody.start(
        "PROSODY_MODE", "brewery",
        "XMPP_PORT", "6222",
        "JVB_XMPP_AUTH_DOMAIN", "auth.jvb.meet.jitsi",
        "JIGASI_XMPP_USER", "operator",
        "JIGASI_XMPP_PASSWORD", "operatorpw",
        "JIBRI_RECORDER_PASSWORD", "recorderpw",
        "ENABLE_RECORDING", "1");
    String room = "jvbbrewery@muc.jvb.meet.jitsi";

    try (XmppUser operator = prosody.login(6222, "auth.jvb.meet.jitsi", "operator", "operatorpw");
        XmppUser focus = prosody.login(6222, "auth.jvb.meet.jitsi", "focus", "focuspw")) {
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
    Container container = prosody.start("PROSODY_MODE", "brewery", "XMPP_PORT", "6222");

    assertThat(container.log()).contains("No such host: auth.meet.jitsi");
    assertThat(prosody.canLogIn(6222, "focus@auth.jvb.meet.jitsi", "focuspw")).isFalse();
  }

  @Test
  void aPasswordThatAShellTakesApartIsAnotherOne() throws Exception {
    prosody.start("JVB_AUTH_PASSWORD", "two words");

    assertThat(prosody.canLogIn(5222, "jvb@auth.meet.jitsi", "two words")).isFalse();
  }

  @Test
  void dataOfAVolumeSurvivesAndKeepsTheOldPassword() throws Exception {
    Map<String, Path> mounts =
        Map.of("/var/lib/prosody", Files.createDirectories(folder.resolve("data")));
    Container first = prosody.shard.start("prosody", prosody.address, Shard.env(), mounts);
    Shard.awaitLog(first, "service completed");
    first.kill();
    Container second =
        prosody.shard.start(
            "prosody", prosody.address, Shard.env("JVB_AUTH_PASSWORD", "newpw"), mounts);
    Shard.awaitLog(second, "service completed");

    assertThat(second.log()).contains("User exists");
    assertThat(prosody.canLogIn(5222, "jvb@auth.meet.jitsi", "jvbpw")).isTrue();
    assertThat(prosody.canLogIn(5222, "jvb@auth.meet.jitsi", "newpw")).isFalse();
  }
}
