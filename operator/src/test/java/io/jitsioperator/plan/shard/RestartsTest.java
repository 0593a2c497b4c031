package io.jitsioperator.plan.shard;

import static io.jitsioperator.plan.shard.RestartRow.IDLE;
import static io.jitsioperator.plan.shard.Stage.BREWERY;
import static io.jitsioperator.plan.shard.Stage.JICOFO;
import static io.jitsioperator.plan.shard.Stage.PROSODY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.intent.Removal.Proof;
import io.jitsioperator.world.Expectations;
import io.jitsioperator.world.ObjectRef;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which pods with an older configuration go, and which go already. */
final class RestartsTest {

  /** Changes what Prosody and brewery read, and nothing else. */
  private static final String OTHER_PROSODY =
      "{ domain: meet.example.com, prosody: { priorityClassName: high } }";

  private static Stream<RestartRow> rows() {
    var idle = Stage.running().updatedTo(OTHER_PROSODY);
    return Stream.of(
        row("nothing has changed", Stage.running(), Map.of(), "False UpToDate"),
        row(
            "idle, but already terminating",
            idle.pod(PROSODY, PodStates::terminating),
            Map.of(BREWERY, IDLE),
            "True Restarting"),
        row(
            "idle, but already removed by us",
            idle.expecting(removed(PROSODY)),
            Map.of(BREWERY, IDLE),
            "True Restarting"),
        row(
            "idle, the StatefulSet is not updated",
            Stage.running().spec(OTHER_PROSODY),
            Map.of(),
            "True Restarting"),
        row(
            "idle, the update is not observed",
            idle.edit(StatefulSet.class, "eu1-prosody", RestartsTest::unseen),
            Map.of(BREWERY, IDLE),
            "True Restarting"),
        row(
            "idle, but paused",
            idle.spec(
                "{ domain: meet.example.com, paused: true, prosody: { priorityClassName: high } }"),
            Map.of(),
            "True Paused"),
        row(
            "a pod of before there were revisions",
            Stage.running()
                .pod(JICOFO, p -> p.editMetadata().withAnnotations(Map.of()).endMetadata()),
            Map.of(JICOFO, IDLE),
            "True Restarting"),
        row(
            "a pod is gone",
            idle.without("Pod", PROSODY),
            Map.of(BREWERY, IDLE),
            "True Restarting"));
  }

  @TestFactory
  Stream<DynamicTest> table() {
    return rows().map(RestartRow::test);
  }

  @Test
  void jicofoGoesLastBecauseTheOthersProofComesFromIt() {
    var spec = "{ domain: meet.example.com, region: eu, prosody: { priorityClassName: high } }";
    var names = Stage.running().updatedTo(spec).plan().removals().stream().map(r -> r.ref().name());
    assertEquals(List.of(PROSODY, BREWERY, JICOFO), names.toList());
  }

  @Test
  void removesExactlyThePodThatWasSeen() {
    var removal = Stage.running().updatedTo(OTHER_PROSODY).plan().removals().getFirst();
    assertEquals(
        new Removal(
            new ObjectRef("v1", "Pod", "ns", PROSODY),
            "uid-Pod-" + PROSODY,
            new Proof.StillIdle("uid-Pod-" + JICOFO),
            "Pod eu1-prosody-0 is replaced by one with the present configuration: no conference"
                + " runs."),
        removal);
  }

  private static RestartRow row(
      String seen, Stage stage, Map<String, String> removed, String pending) {
    return new RestartRow(seen, stage, removed, pending);
  }

  private static Expectations removed(String pod) {
    var ref = new ObjectRef("v1", "Pod", "ns", pod);
    var expires = Worlds.NOW.plusSeconds(30);
    return new Expectations(
        List.of(), List.of(new Expectations.Removed(ref, "uid-Pod-" + pod, expires)));
  }

  private static StatefulSet unseen(StatefulSet set) {
    return new StatefulSetBuilder(set).editMetadata().withGeneration(2L).endMetadata().build();
  }
}
