package io.jitsioperator.testbed.jitsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProsodyContainerTest {

  private static final Map<String, String> REQUIRED =
      Map.of("JICOFO_AUTH_PASSWORD", "focuspw", "JVB_AUTH_PASSWORD", "jvbpw");

  @TempDir Path scratch;

  private static Map<String, String> with(String... more) {
    Map<String, String> env = new HashMap<>(REQUIRED);
    for (int i = 0; i < more.length; i += 2) {
      env.put(more[i], more[i + 1]);
    }
    return env;
  }

  private ProsodyContainer start(InetAddress address, Map<String, String> env) throws Exception {
    return ProsodyContainer.start(new Pod().spec("prosody", address, scratch, env, Map.of()));
  }

  private static void setUp(ProsodyContainer prosody) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(prosody.log()).contains("service completed"));
  }

  @Test
  void focusLogsInOverTls() throws Exception {
    InetAddress address = Pod.address();
    ProsodyContainer prosody = start(address, REQUIRED);
    try {
      setUp(prosody);
      System.err.println(prosody.log());
      try (XmppUser focus =
          XmppUser.connect(address, 5222, "auth.meet.jitsi", "focus", "focuspw")) {
        assertThat(focus.jid()).startsWith("focus@auth.meet.jitsi/");
        System.err.println(focus.discoInfo("meet.jitsi"));
        System.err.println(focus.discoInfo("jvbbrewery@internal-muc.meet.jitsi"));
      }
    } finally {
      prosody.kill();
    }
  }
}
