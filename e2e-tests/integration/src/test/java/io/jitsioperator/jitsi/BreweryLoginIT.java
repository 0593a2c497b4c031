package io.jitsioperator.jitsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jitsioperator.intent.Watch;
import io.jitsioperator.settings.Settings;
import io.jitsioperator.testbed.jitsi.ProsodyContainer;
import io.jitsioperator.testbed.jitsi.XmppUser;
import io.jitsioperator.testbed.node.ContainerSpec;
import io.jitsioperator.world.BreweryReport;
import io.jitsioperator.world.PortReport;
import io.jitsioperator.world.ShardId;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.core.ThrowingRunnable;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The login against a real Prosody in brewery mode, whose accounts the image's set-up made. */
@Timeout(180)
@Isolated // it counts the threads of this JVM
class BreweryLoginIT {

  private static final ShardId EU1 = new ShardId("meet", "eu1");
  private static final String DOMAIN = "auth.jvb.meet.jitsi";
  private static final String ROOM = "jvbbrewery@muc.jvb.meet.jitsi";
  private static final int PORT = 6222;

  @TempDir Path folder;
  private final JitsiWatch watch =
      new JitsiWatch(settings(), Clock.systemUTC(), shard -> {}, pool -> {});
  private InetAddress address;
  private ProsodyContainer prosody;

  private static Settings settings() {
    return new Settings(
        Set.of(),
        "cluster.local",
        "jitsi-operator",
        Map.of("app", "jitsi-operator"),
        "me",
        false,
        0,
        Duration.ofSeconds(1),
        Duration.ofMinutes(5));
  }

  @BeforeEach
  void start() throws Exception {
    long pid = ProcessHandle.current().pid();
    address =
        InetAddress.getByAddress(
            new byte[] {127, (byte) (1 + pid / 250 % 50), (byte) (pid % 250), 7});
    prosody = prosody();
  }

  @AfterEach
  void end() {
    watch.close();
    prosody.kill();
  }

  private ProsodyContainer prosody() throws IOException {
    return prosody("");
  }

  private ProsodyContainer prosody(String globalConfig) throws IOException {
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

  private void watch(String user, String password) {
    Watch.Target target = new Watch.Target("eu1-brewery-0", "uid", address.getHostAddress(), PORT);
    watch.watch(
        EU1,
        new Watch(
            Optional.empty(),
            List.of(target),
            Optional.of(new Watch.Login(target, DOMAIN, user, password, ROOM))));
  }

  private BreweryReport report() {
    return watch.signals(EU1).brewery();
  }

  private void soon(ThrowingRunnable assertion) {
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

  private void awaitReport(Class<? extends BreweryReport> kind) {
    soon(() -> assertThat(report()).isInstanceOf(kind));
  }

  private XmppUser focus() throws Exception {
    return XmppUser.connect(address, PORT, DOMAIN, "focus", "focuspw");
  }

  private void awaitSetUp() {
    soon(() -> assertThat(prosody.log()).contains("service completed"));
  }

  @Test
  void seesTheRoomOnlyWhenJicofoHasMadeItAndDoesNotEnterIt() throws Exception {
    watch("operator", "operatorpw");
    awaitReport(BreweryReport.RoomAbsent.class);
    try (XmppUser focus = focus()) {
      MultiUserChat room = focus.joinMuc(ROOM, "focus");
      awaitReport(BreweryReport.RoomExists.class);
      assertThat(room.getOccupantsCount()).as("only focus is inside").isEqualTo(1);
    }
    assertThat(watch.counts().logins()).isEqualTo(1);
  }

  @Test
  void aWrongPasswordIsRefusedInProsodysWordsAndTheRightOneMendsIt() {
    awaitSetUp();
    watch("operator", "not-the-password");
    awaitReport(BreweryReport.LoginRefused.class);
    BreweryReport.LoginRefused refused = (BreweryReport.LoginRefused) report();
    assertThat(refused.why())
        .contains("operator@" + DOMAIN, "not-authorized")
        .doesNotContain("not-the-password");
    watch("operator", "operatorpw");
    awaitReport(BreweryReport.RoomAbsent.class);
  }

  @Test
  void anAccountThatNobodyMadeIsRefused() {
    awaitSetUp();
    watch("nobody", "operatorpw");
    awaitReport(BreweryReport.LoginRefused.class);
  }

  @Test
  void aProsodyThatCrashesAndComesBackIsUsedAgain() throws Exception {
    watch("operator", "operatorpw");
    awaitReport(BreweryReport.RoomAbsent.class);
    try (XmppUser focus = focus()) {
      focus.joinMuc(ROOM, "focus");
      awaitReport(BreweryReport.RoomExists.class);
      prosody.crash();
      // Its rooms live in memory; whoever still says "exists" has not noticed.
      awaitReport(BreweryReport.RoomAbsent.class);
    }
    assertThat(watch.counts().loginFailures()).isPositive();
    assertThat(watch.counts().logins()).isEqualTo(1);
  }

  @Test
  void aProsodyThatIsGoneIsUnreachable() throws Exception {
    watch("operator", "operatorpw");
    awaitReport(BreweryReport.RoomAbsent.class);
    prosody.kill();
    awaitReport(BreweryReport.Unreachable.class);
    soon(
        () ->
            assertThat(watch.signals(EU1).ports().values())
                .extracting(PortReport::state)
                .containsExactly(PortReport.State.REFUSES));
    assertThat(watch.counts().logins()).isZero();
    prosody = prosody();
    awaitReport(BreweryReport.RoomAbsent.class);
  }

  @Test
  void aServerThatWantsThePasswordItselfDoesNotGetIt() throws Exception {
    prosody.kill();
    prosody = prosody("disable_sasl_mechanisms = { \"SCRAM-SHA-1\"; \"SCRAM-SHA-256\" }");
    awaitSetUp();
    watch("operator", "operatorpw");
    soon(
        () ->
            assertThat(report())
                .isInstanceOfSatisfying(
                    BreweryReport.Unknown.class,
                    unknown -> assertThat(unknown.why()).contains("PLAIN")));
  }

  @Test
  void closingLogsOut() throws Exception {
    List<String> before = smackThreads();
    watch("operator", "operatorpw");
    awaitReport(BreweryReport.RoomAbsent.class);
    watch.close();
    soon(() -> assertThat(prosody.log()).contains("Client disconnected"));
    assertThat(watch.counts().logins()).isZero();
    soon(() -> assertThat(smackThreads()).isSubsetOf(before));
  }

  /** Smack's shared, idle executors and reactors stay; what belongs to a connection may not. */
  private static List<String> smackThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("Smack Reader") || name.startsWith("Smack Writer"))
        .toList();
  }
}
