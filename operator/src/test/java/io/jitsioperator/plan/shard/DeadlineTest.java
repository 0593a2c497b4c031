package io.jitsioperator.plan.shard;

import static io.jitsioperator.plan.shard.RestartRow.IDLE;
import static io.jitsioperator.plan.shard.RestartRow.NONE;
import static io.jitsioperator.plan.shard.Stage.BREWERY;
import static io.jitsioperator.plan.shard.Stage.JICOFO;
import static io.jitsioperator.plan.shard.Stage.PROSODY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Condition;
import io.jitsioperator.intent.Notice;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.world.Nodes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What policy, deadline and window let happen, and what the user is told of it. */
final class DeadlineTest {

  private static final Instant NOW = Worlds.NOW; // a Monday, 20:00 in UTC
  private static final Duration DAY = Duration.ofHours(24);

  private static final Map<String, String> ALL_FORCED = Map.of(PROSODY, NONE, BREWERY, NONE);
  private static final Map<String, String> ALL_IDLE = Map.of(PROSODY, IDLE, BREWERY, IDLE);

  private static final String OPEN = "{ cron: '0 19 * * *', timeZone: UTC, duration: 2h }";
  private static final String CLOSED = "{ cron: '0 2 * * *', timeZone: UTC, duration: 2h }";
  private static final String WRONG = "{ cron: '0 25 * * *', timeZone: UTC, duration: 2h }";

  private static Stream<RestartRow> rows() {
    var idle = Optional.of(Stage.stats(0, 0));
    var busy = Optional.of(Stage.stats(3, 1));
    return Stream.of(
        row("a day has passed", changed("", DAY).jicofo(busy), ALL_FORCED, "Restarting"),
        row(
            "a second is left of the day",
            changed("", DAY.minusSeconds(1)).jicofo(busy),
            Map.of(),
            "ConferencesRunning"),
        row(
            "a day without answers",
            changed("", DAY).jicofo(Optional.of(JicofoParts.silent())),
            ALL_FORCED,
            "Restarting"),
        row("a day, and idle", changed("", DAY).jicofo(idle), ALL_IDLE, "Restarting"),
        row(
            "a day, but Jicofo was not asked yet",
            changed("", DAY).jicofo(Optional.empty()),
            Map.of(),
            "ConferencesUnknown"),
        row(
            "a day, and there is no Jicofo to ask",
            changed("", DAY).jicofo(Optional.empty()).without("Pod", JICOFO),
            ALL_FORCED,
            "Restarting"),
        row(
            "another deadline",
            changed("deadline: 90m", Duration.ofMinutes(90)).jicofo(busy),
            ALL_FORCED,
            "Restarting"),
        row(
            "a longer deadline",
            changed("deadline: 7d", DAY.multipliedBy(6)).jicofo(busy),
            Map.of(),
            "ConferencesRunning"),
        row(
            "immediately",
            changed("policy: Immediately", Duration.ZERO).jicofo(busy),
            ALL_FORCED,
            "Restarting"),
        row(
            "immediately, unknown",
            changed("policy: Immediately", Duration.ZERO).jicofo(Optional.of(JicofoParts.silent())),
            ALL_FORCED,
            "Restarting"),
        row(
            "immediately, outside the window",
            changed("policy: Immediately, window: " + CLOSED, Duration.ZERO).jicofo(busy),
            ALL_FORCED,
            "Restarting"),
        row(
            "idle in the window",
            changed("window: " + OPEN, Duration.ZERO).jicofo(idle),
            ALL_IDLE,
            "Restarting"),
        row(
            "idle outside the window",
            changed("window: " + CLOSED, Duration.ZERO).jicofo(idle),
            Map.of(),
            "OutsideWindow"),
        row(
            "busy in the window",
            changed("window: " + OPEN, Duration.ZERO).jicofo(busy),
            Map.of(),
            "ConferencesRunning"),
        row(
            "a day has passed in the window",
            changed("window: " + OPEN, DAY).jicofo(busy),
            ALL_FORCED,
            "Restarting"),
        row(
            "a day has passed outside the window",
            changed("window: " + CLOSED, DAY).jicofo(busy),
            Map.of(),
            "ConferencesRunning"),
        row(
            "a week has passed outside the window",
            changed("window: " + CLOSED, DAY.multipliedBy(7)).jicofo(idle),
            Map.of(),
            "OutsideWindow"),
        row(
            "no window that could be read",
            changed("window: " + WRONG, DAY.multipliedBy(7)).jicofo(idle),
            Map.of(),
            "InvalidWindow"),
        row(
            "the process is down, outside the window",
            changed("window: " + CLOSED, Duration.ZERO)
                .jicofo(busy)
                .pod(PROSODY, PodStates::failed),
            Map.of(PROSODY, NONE),
            "ConferencesRunning"),
        row(
            "the process is down, no window that could be read",
            changed("window: " + WRONG, Duration.ZERO)
                .jicofo(Optional.of(JicofoParts.silent()))
                .pod(PROSODY, PodStates::failed),
            Map.of(PROSODY, NONE),
            "InvalidWindow"));
  }

  @TestFactory
  Stream<DynamicTest> table() {
    return rows().map(RestartRow::test);
  }

  @Test
  void saysHowManyConferencesItEnded() {
    var stage = changed("", DAY);
    assertEquals(
        new Notice(
            Notice.Type.WARNING,
            "RestartedAtDeadline",
            "Pod eu1-prosody-0 is replaced by one with the present configuration, because the"
                + " deadline spec.updates.deadline (24h) has passed: it ended 3 conferences."),
        first(stage.jicofo(Optional.of(Stage.stats(3, 1)))).notice());
    var one = first(stage.jicofo(Optional.of(Stage.stats(1, 1)))).why();
    assertTrue(one.endsWith("it ended 1 conference."), one);
    var unknown = first(stage.jicofo(Optional.of(JicofoParts.silent()))).why();
    assertTrue(unknown.contains("an unknown number of conferences"), unknown);
    var immediately =
        first(
            changed("policy: Immediately", Duration.ZERO)
                .jicofo(Optional.of(JicofoParts.silent())));
    assertEquals("RestartedImmediately", immediately.notice().reason());
  }

  @Test
  void saysSinceWhenAndUntilWhen() {
    var stage = changed("", Duration.ofHours(1)).jicofo(Optional.of(Stage.stats(3, 1)));
    assertMessage(
        stage,
        "With an older configuration since 2026-11-23T19:00:00Z: eu1-prosody-0, eu1-brewery-0."
            + " Conferences run. At 2026-11-24T19:00:00Z they restart all the same, which ends the"
            + " calls of then.");
    var window =
        changed("window: " + CLOSED, Duration.ofHours(1)).jicofo(Optional.of(Stage.stats(3, 1)));
    assertMessage(
        window,
        "With an older configuration since 2026-11-23T19:00:00Z: eu1-prosody-0, eu1-brewery-0."
            + " Conferences run. The next window for restarts opens at 2026-11-24T02:00:00Z. At"
            + " 2026-11-25T02:00:00Z they restart all the same, which ends the calls of then.");
    assertMessage(
        changed("window: " + CLOSED, Duration.ofHours(1)),
        "With an older configuration since 2026-11-23T19:00:00Z: eu1-prosody-0, eu1-brewery-0. No"
            + " conference runs. The next window for restarts opens at 2026-11-24T02:00:00Z. At"
            + " 2026-11-25T02:00:00Z they restart all the same, which ends the calls of then.");
  }

  @Test
  void whatItSaysStandsStillWhileItWaits() {
    var stage = changed("window: " + CLOSED, DAY).jicofo(Optional.of(Stage.stats(3, 1)));
    var later = stage.written().at(NOW.plusSeconds(7)).jicofo(Optional.of(Stage.stats(4, 1)));
    assertEquals(pending(stage), pending(later));
  }

  @Test
  void looksAgainWhenTheWindowOpens() {
    var stage = changed("window: { cron: '3 20 * * *', timeZone: UTC, duration: 2h }", DAY);
    var seen = stage.nodes(new Nodes(Nodes.Sight.VISIBLE, Map.of()));
    assertEquals(Duration.ofMinutes(3), seen.plan().nextLook());
  }

  @Test
  void anInvalidWindowIsToldThoughNothingWaits() {
    var stage = Stage.running().spec(spec("window: " + WRONG));
    assertEquals("False InvalidWindow", stage.says("UpdatePending"));
    assertMessage(
        stage,
        "spec.updates.window.cron 0 25 * * * cannot be read: Value 25 not in range [0, 23]. Correct"
            + " spec.updates.window or remove it; until then no change restarts what runs.");
    var mended = stage.written().spec(spec("window: " + OPEN));
    assertEquals("False UpToDate", mended.says("UpdatePending"));
  }

  /** Prosody and brewery are to be different for that long. */
  private static Stage changed(String updates, Duration ago) {
    return Stage.running().updatedTo(other(updates)).changedAt(NOW.minus(ago));
  }

  private static String other(String updates) {
    return "{ domain: meet.example.com, prosody: { priorityClassName: high }, updates: { %s } }"
        .formatted(updates);
  }

  private static String spec(String updates) {
    return "{ domain: meet.example.com, updates: { %s } }".formatted(updates);
  }

  private static Removal first(Stage stage) {
    return stage.plan().removals().getFirst();
  }

  private static void assertMessage(Stage stage, String beginning) {
    var message = pending(stage).getMessage();
    assertTrue(message.startsWith(beginning), message);
  }

  private static Condition pending(Stage stage) {
    return stage.condition("UpdatePending");
  }

  private static RestartRow row(
      String seen, Stage stage, Map<String, String> removed, String pending) {
    return new RestartRow(seen, stage, removed, "True " + pending);
  }
}
