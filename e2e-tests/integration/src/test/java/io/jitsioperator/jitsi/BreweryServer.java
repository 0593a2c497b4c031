package io.jitsioperator.jitsi;

import static org.awaitility.Awaitility.await;

import io.jitsioperator.intent.Watch;
import io.jitsioperator.settings.Settings;
import io.jitsioperator.testbed.jitsi.ProsodyContainer;
import io.jitsioperator.testbed.jitsi.XmppUser;
import io.jitsioperator.testbed.node.ContainerSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.core.ThrowingRunnable;

/** A real Prosody in brewery mode, whose accounts the image's set-up made. */
final class BreweryServer implements AutoCloseable {

  static final String DOMAIN = "auth.jvb.meet.jitsi";
  static final String ROOM = "jvbbrewery@muc.jvb.meet.jitsi";

  /** Of an operator that looks every second. */
  static final Settings SETTINGS =
      new Settings(
          Set.of(),
          "cluster.local",
          "jitsi-operator",
          Map.of("app", "jitsi-operator"),
          "me",
          false,
          0,
          Duration.ofSeconds(1),
          Duration.ofMinutes(5));

  private static final int PORT = 6222;

  private final Path folder;
  private final InetAddress address;
  private ProsodyContainer prosody;

  /**
   * Starts it at an address of its own.
   *
   * @param last byte of the address; another one for each class that may run at the same time
   */
  BreweryServer(Path folder, int last) throws IOException {
    long pid = ProcessHandle.current().pid();
    this.folder = folder;
    this.address =
        InetAddress.getByAddress(
            new byte[] {127, (byte) (1 + pid / 250 % 50), (byte) (pid % 250), (byte) last});
    this.prosody = start("");
  }

  private ProsodyContainer start(String globalConfig) throws IOException {
    Map<String, String> env =
        Map.of(
            "GLOBAL_CONFIG", globalConfig,
            "PROSODY_MODE", "brewery",
            "XMPP_PORT", String.valueOf(PORT),
            "JVB_XMPP_AUTH_DOMAIN", DOMAIN,
            "JICOFO_AUTH_PASSWORD", "focuspw",
            "JVB_AUTH_PASSWORD", "jvbpw",
            "JIGASI_XMPP_USER", "operator",
            "JIGASI_XMPP_PASSWORD", "operatorpw");
    return ProsodyContainer.start(
        new ContainerSpec(
            "meet",
            "eu1-brewery-0",
            "prosody",
            "prosody",
            List.of(),
            address,
            env,
            Map.of(),
            Files.createTempDirectory(folder, "prosody"),
            (host, port) -> {
              throw new IOException("no Service " + host);
            },
            line -> {}));
  }

  /** A new one at the same address, with that in its configuration. */
  void startAnew(String globalConfig) throws IOException {
    prosody = start(globalConfig);
  }

  ProsodyContainer prosody() {
    return prosody;
  }

  Watch.Target target() {
    return new Watch.Target("eu1-brewery-0", "uid", address.getHostAddress(), PORT);
  }

  Watch.Login login(String user, String password) {
    return new Watch.Login(target(), DOMAIN, user, password, ROOM);
  }

  XmppUser focus() throws Exception {
    return XmppUser.connect(address, PORT, DOMAIN, "focus", "focuspw");
  }

  XmppUser bridge() throws Exception {
    return XmppUser.connect(address, PORT, DOMAIN, "jvb", "jvbpw");
  }

  XmppUser operator() throws Exception {
    return XmppUser.connect(address, PORT, DOMAIN, "operator", "operatorpw");
  }

  void awaitSetUp() {
    await().atMost(Duration.ofSeconds(60)).until(() -> prosody.log().contains("service completed"));
  }

  /** With Prosody's words if it does not come true. */
  void soon(ThrowingRunnable assertion) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () -> {
              try {
                assertion.run();
              } catch (AssertionError e) {
                throw new AssertionError(e.getMessage() + "\nProsody said:\n" + prosody.log(), e);
              }
            });
  }

  @Override
  public void close() {
    prosody.kill();
  }
}
