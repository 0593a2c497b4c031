package io.jitsioperator.jitsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jitsioperator.intent.Watch;
import io.jitsioperator.jitsi.Brewery.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What needs no Prosody; the rest is an integration test. */
@Timeout(180)
class SmackBreweryTest {

  private static Trouble trouble(int port, String room) {
    Watch.Login login =
        new Watch.Login(
            new Watch.Target("b", "uid", "127.0.0.1", port),
            "auth.jvb.meet.jitsi",
            "operator",
            "verysecret",
            room);
    return catchThrowableOfType(Trouble.class, () -> new SmackBrewery().open(login, () -> {}));
  }

  private static void hasKindAndWords(Trouble trouble, Trouble.Kind kind, String words) {
    assertThat(trouble.kind()).as(trouble.getMessage()).isEqualTo(kind);
    assertThat(trouble).hasMessageContaining(words).message().doesNotContain("verysecret");
  }

  @Test
  void aPortWithoutListenerIsUnreachable() throws Exception {
    int port = OddServer.freePort();
    hasKindAndWords(
        trouble(port, "jvbbrewery@muc.jvb.meet.jitsi"),
        Trouble.Kind.UNREACHABLE,
        "nobody listens at 127.0.0.1:" + port);
  }

  @Test
  void aServerThatNeverSpeaksIsUnknown() throws Exception {
    try (OddServer odd = OddServer.hangs()) {
      hasKindAndWords(
          trouble(odd.port(), "jvbbrewery@muc.jvb.meet.jitsi"),
          Trouble.Kind.UNKNOWN,
          "came to no end");
    }
  }

  @Test
  void anAddressThatSwallowsIsUnknown() throws Exception {
    try (OddServer odd = OddServer.swallows()) {
      hasKindAndWords(
          trouble(odd.port(), "jvbbrewery@muc.jvb.meet.jitsi"),
          Trouble.Kind.UNKNOWN,
          "neither accepted nor refused within 1 s");
    }
  }

  @Test
  void whatIsNoRoomIsSaidSo() throws Exception {
    try (OddServer odd = OddServer.hangs()) {
      hasKindAndWords(trouble(odd.port(), "@"), Trouble.Kind.UNKNOWN, "cannot be tried");
    }
  }
}
