package io.jitsioperator.plan.shard;

import static io.jitsioperator.plan.shard.RestartRow.NONE;
import static io.jitsioperator.plan.shard.Stage.PROSODY;

import io.jitsioperator.world.PortReport.State;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A component whose process is down holds no calls: it is replaced though conferences run. */
final class ProcessDownTest {

  /** Changes what Prosody and brewery read, and nothing else. */
  private static final String OTHER_PROSODY =
      "{ domain: meet.example.com, prosody: { priorityClassName: high } }";

  private static Stream<RestartRow> rows() {
    var busy = Stage.running().updatedTo(OTHER_PROSODY).jicofo(Optional.of(Stage.stats(3, 1)));
    return Stream.of(
        row(
            "busy, a container waits",
            busy.pod(PROSODY, PodStates::crashing),
            Map.of(PROSODY, NONE),
            "True ConferencesRunning"),
        row(
            "busy, a pod has failed",
            busy.pod(PROSODY, p -> PodStates.phase(p, "Failed")),
            Map.of(PROSODY, NONE),
            "True ConferencesRunning"),
        row(
            "busy, a pod never started",
            busy.pod(PROSODY, PodStates::unstarted),
            Map.of(PROSODY, NONE),
            "True ConferencesRunning"),
        row(
            "busy, not ready",
            busy.pod(PROSODY, PodStates::notReady),
            Map.of(),
            "True ConferencesRunning"),
        row(
            "busy, not ready, refuses for 5 s",
            refusing(busy, State.REFUSES, 5),
            Map.of(PROSODY, NONE),
            "True ConferencesRunning"),
        row(
            "busy, not ready, refuses for 4 s",
            refusing(busy, State.REFUSES, 4),
            Map.of(),
            "True ConferencesRunning"),
        row(
            "busy, not ready, silent",
            refusing(busy, State.SILENT, 60),
            Map.of(),
            "True ConferencesRunning"),
        row(
            "busy, not ready, accepts",
            refusing(busy, State.ACCEPTS, 60),
            Map.of(),
            "True ConferencesRunning"),
        row(
            "busy, ready, refuses",
            busy.port(PROSODY, State.REFUSES, Duration.ofSeconds(60)),
            Map.of(),
            "True ConferencesRunning"));
  }

  @TestFactory
  Stream<DynamicTest> table() {
    return rows().map(RestartRow::test);
  }

  private static RestartRow row(
      String seen, Stage stage, Map<String, String> removed, String pending) {
    return new RestartRow(seen, stage, removed, pending);
  }

  private static Stage refusing(Stage stage, State state, int seconds) {
    return stage
        .pod(PROSODY, PodStates::notReady)
        .port(PROSODY, state, Duration.ofSeconds(seconds));
  }
}
