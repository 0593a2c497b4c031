package io.jitsioperator.jitsi;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.intent.Watch;
import io.jitsioperator.testbed.jitsi.XmppUser;
import io.jitsioperator.world.BreweryReport;
import io.jitsioperator.world.PortReport;
import io.jitsioperator.world.ShardId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
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

  @TempDir Path folder;
  private final JitsiWatch watch =
      new JitsiWatch(BreweryServer.SETTINGS, Clock.systemUTC(), shard -> {}, pool -> {});
  private BreweryServer server;

  @BeforeEach
  void start() throws Exception {
    server = new BreweryServer(folder, 7);
  }

  @AfterEach
  void end() {
    watch.close();
    server.close();
  }

  private void watch(String user, String password) {
    watch.watch(
        EU1,
        new Watch(
            Optional.empty(), List.of(server.target()), Optional.of(server.login(user, password))));
  }

  private BreweryReport report() {
    return watch.signals(EU1).brewery();
  }

  private void soon(ThrowingRunnable assertion) {
    server.soon(assertion);
  }

  private void awaitReport(Class<? extends BreweryReport> kind) {
    soon(() -> assertThat(report()).isInstanceOf(kind));
  }

  @Test
  void seesTheRoomOnlyWhenJicofoHasMadeItAndDoesNotEnterIt() throws Exception {
    watch("operator", "operatorpw");
    awaitReport(BreweryReport.RoomAbsent.class);
    try (XmppUser focus = server.focus()) {
      MultiUserChat room = focus.joinMuc(BreweryServer.ROOM, "focus");
      awaitReport(BreweryReport.RoomExists.class);
      assertThat(room.getOccupantsCount()).as("only focus is inside").isEqualTo(1);
    }
    assertThat(watch.counts().logins()).isEqualTo(1);
  }

  @Test
  void aWrongPasswordIsRefusedInProsodysWordsAndTheRightOneMendsIt() {
    server.awaitSetUp();
    watch("operator", "not-the-password");
    awaitReport(BreweryReport.LoginRefused.class);
    BreweryReport.LoginRefused refused = (BreweryReport.LoginRefused) report();
    assertThat(refused.why())
        .contains("operator@" + BreweryServer.DOMAIN, "not-authorized")
        .doesNotContain("not-the-password");
    watch("operator", "operatorpw");
    awaitReport(BreweryReport.RoomAbsent.class);
  }

  @Test
  void anAccountThatNobodyMadeIsRefused() {
    server.awaitSetUp();
    watch("nobody", "operatorpw");
    awaitReport(BreweryReport.LoginRefused.class);
  }

  @Test
  void aProsodyThatCrashesAndComesBackIsUsedAgain() throws Exception {
    watch("operator", "operatorpw");
    awaitReport(BreweryReport.RoomAbsent.class);
    try (XmppUser focus = server.focus()) {
      focus.joinMuc(BreweryServer.ROOM, "focus");
      awaitReport(BreweryReport.RoomExists.class);
      server.prosody().crash();
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
    server.prosody().kill();
    awaitReport(BreweryReport.Unreachable.class);
    soon(
        () ->
            assertThat(watch.signals(EU1).ports().values())
                .extracting(PortReport::state)
                .containsExactly(PortReport.State.REFUSES));
    assertThat(watch.counts().logins()).isZero();
    server.startAnew("");
    awaitReport(BreweryReport.RoomAbsent.class);
  }

  @Test
  void aServerThatWantsThePasswordItselfDoesNotGetIt() throws Exception {
    server.prosody().kill();
    server.startAnew("disable_sasl_mechanisms = { \"SCRAM-SHA-1\"; \"SCRAM-SHA-256\" }");
    server.awaitSetUp();
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
    soon(() -> assertThat(server.prosody().log()).contains("Client disconnected"));
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
