package io.jitsioperator.plan.shard;

import static io.jitsioperator.plan.shard.RestartRow.IDLE;
import static io.jitsioperator.plan.shard.Stage.BREWERY;
import static io.jitsioperator.plan.shard.Stage.JICOFO;
import static io.jitsioperator.plan.shard.Stage.PROSODY;

import io.jitsioperator.world.Answer;
import io.jitsioperator.world.JicofoReport;
import io.jitsioperator.world.JicofoReport.Components;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** When it counts as known that no conference runs, so that a pod may be replaced. */
final class IdlenessTest {

  /** Changes what Prosody and brewery read, and nothing else. */
  private static final String OTHER_PROSODY =
      "{ domain: meet.example.com, prosody: { priorityClassName: high } }";

  /** The same for Jicofo. */
  private static final String OTHER_JICOFO =
      "{ domain: meet.example.com, jicofo: { priorityClassName: high } }";

  /** What Jicofo discovers after its login is off, which Prosody reads. */
  private static final String FEATURES_OFF =
      "{ domain: meet.example.com, prosody: { priorityClassName: high, extraEnv: ["
          + " {name: ENABLE_AV_MODERATION, value: '0'},"
          + " {name: ENABLE_BREAKOUT_ROOMS, value: '0'}] } }";

  private static Stream<RestartRow> rows() {
    var idle = Stage.running().updatedTo(OTHER_PROSODY);
    var busy = idle.jicofo(Optional.of(Stage.stats(3, 1)));
    var both = Map.of(PROSODY, IDLE, BREWERY, IDLE);
    return Stream.of(
        row("no conference for a minute", idle, both, "True Restarting"),
        row("conferences", busy, Map.of(), "True ConferencesRunning"),
        row("no answer", idle.jicofo(silent()), Map.of(), "True ConferencesUnknown"),
        row("never asked", idle.jicofo(Optional.empty()), Map.of(), "True ConferencesUnknown"),
        row(
            "another Jicofo's answer",
            idle.jicofo(ofPod("other")),
            Map.of(),
            "True ConferencesUnknown"),
        row(
            "no conference, but seen once",
            idle.jicofo(idleFor(0)),
            Map.of(),
            "True ConfirmingIdle"),
        row("no conference for 4 s", idle.jicofo(idleFor(4)), Map.of(), "True ConfirmingIdle"),
        row("no conference for 5 s", idle.jicofo(idleFor(5)), both, "True Restarting"),
        row(
            "a Jicofo that runs for 59 s",
            idle.jicofo(runsFor(59)),
            Map.of(),
            "True ConfirmingIdle"),
        row("a Jicofo that runs for 60 s", idle.jicofo(runsFor(60)), both, "True Restarting"),
        row(
            "idle, but not logged in to Prosody",
            idle.jicofo(debug(nothingDiscovered())),
            Map.of(),
            "True ConferencesUnknown"),
        row(
            "idle, but its login was not asked for yet",
            idle.jicofo(debug(new Answer.NotAsked<>())),
            Map.of(),
            "True ConferencesUnknown"),
        row(
            "idle, its login leaves no trace",
            Stage.running().updatedTo(FEATURES_OFF).jicofo(debug(nothingDiscovered())),
            both,
            "True Restarting"),
        row(
            "a Jicofo that cannot log in, and is itself to be replaced",
            Stage.running().updatedTo(OTHER_JICOFO).jicofo(debug(nothingDiscovered())),
            Map.of(JICOFO, IDLE),
            "True Restarting"),
        row("an answer of 15 s ago", idle.at(Worlds.NOW.plusSeconds(15)), both, "True Restarting"),
        row(
            "an answer of 16 s ago",
            idle.at(Worlds.NOW.plusSeconds(16)),
            Map.of(),
            "True ConferencesUnknown"));
  }

  @TestFactory
  Stream<DynamicTest> table() {
    return rows().map(RestartRow::test);
  }

  private static RestartRow row(
      String seen, Stage stage, Map<String, String> removed, String pending) {
    return new RestartRow(seen, stage, removed, pending);
  }

  /** A running Jicofo without conferences, but for that. */
  private static Optional<JicofoReport> says(Consumer<JicofoParts> change) {
    return Optional.of(JicofoParts.exchange(Stage.stats(0, 0), change));
  }

  private static Optional<JicofoReport> silent() {
    return says(jicofo -> jicofo.stats = new Answer.Silent<>("time-out", Worlds.NOW));
  }

  private static Optional<JicofoReport> idleFor(int seconds) {
    return says(jicofo -> jicofo.idleSince = Optional.of(Worlds.NOW.minusSeconds(seconds)));
  }

  private static Optional<JicofoReport> runsFor(int seconds) {
    var since = Optional.of(Worlds.NOW.minusSeconds(seconds));
    return says(
        jicofo -> {
          jicofo.idleSince = since;
          jicofo.runsSince = since;
        });
  }

  private static Optional<JicofoReport> debug(Answer<Components> components) {
    return says(jicofo -> jicofo.components = components);
  }

  private static Answer<Components> nothingDiscovered() {
    return Stage.said(new Components(Optional.empty(), Optional.empty()));
  }

  private static Optional<JicofoReport> ofPod(String uid) {
    return says(jicofo -> jicofo.podUid = uid);
  }
}
