package io.jitsioperator.plan.shard;

import static io.jitsioperator.plan.shard.Stage.PROSODY;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.ShardWorld.Obstacle;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is said of pods, of the web front end, of the release, and of all together. */
final class ReadyTest {

  private static final Stage RUNNING = Stage.running();

  private static Stream<ConditionRow> rows() {
    return Stream.of(
        ready("all runs", RUNNING, "True AllReady"),
        ready("nothing exists", Stage.empty(), "False Starting"),
        ready(
            "paused before anything exists",
            Stage.empty().spec("{ domain: a, paused: true }"),
            "False Paused"),
        ready("Prosody's pod is missing", RUNNING.without("Pod", PROSODY), "False NoPod"),
        ready("an object is refused", RUNNING.obstacle(obstacle("Forbidden")), "False Refused"),
        ready("a name is taken", RUNNING.obstacle(obstacle("NameTaken")), "False NameTaken"),
        ready("Jicofo was not asked yet", RUNNING.jicofo(Optional.empty()), "Unknown NotSeenYet"),
        row(
            "not ready",
            RUNNING.pod(PROSODY, PodStates::notReady),
            "ProsodyReady",
            "False Starting"),
        row(
            "terminating",
            RUNNING.pod(PROSODY, PodStates::terminating),
            "ProsodyReady",
            "False Restarting"),
        row(
            "image",
            pod("Pending", "ImagePullBackOff", "no such image"),
            "ProsodyReady",
            "False ImageNotPulled"),
        row("crash", pod("Running", "CrashLoopBackOff", "again"), "ProsodyReady", "False Crashing"),
        row(
            "config",
            pod("Pending", "CreateContainerConfigError", "no secret"),
            "ProsodyReady",
            "False ContainerNotCreated"),
        row(
            "unschedulable",
            RUNNING.pod(PROSODY, PodStates::unschedulable),
            "ProsodyReady",
            "False Unschedulable"),
        web("both answer", 2, 2, 2, "True Running"),
        web("one of two answers", 2, 2, 1, "True SomePodsMissing"),
        web("none answers", 2, 2, 0, "False Starting"),
        web("new ones are coming", 3, 1, 2, "True RollingOut"),
        row("known", RUNNING, "ReleaseKnown", "True KnownRelease"),
        row(
            "unknown",
            RUNNING.spec("{ domain: a, release: mine }"),
            "ReleaseKnown",
            "False UnknownRelease"));
  }

  @TestFactory
  Stream<DynamicTest> table() {
    return rows().map(ConditionRow::test);
  }

  @Test
  void theApiServersSentenceIsInReady() {
    var ready = RUNNING.obstacle(obstacle("Forbidden")).condition("Ready");
    assertTrue(
        ready.getMessage().startsWith("Service eu1-web: exceeded quota"), ready.getMessage());
  }

  private static ConditionRow row(String seen, Stage stage, String type, String expected) {
    return new ConditionRow(seen, stage, type, expected);
  }

  private static ConditionRow ready(String seen, Stage stage, String expected) {
    return row(seen, stage, "Ready", expected);
  }

  private static ConditionRow web(
      String seen, int replicas, int updated, int available, String expected) {
    var stage =
        RUNNING.edit(
            Deployment.class,
            "eu1-web",
            d ->
                new DeploymentBuilder(d)
                    .editStatus()
                    .withReplicas(replicas)
                    .withUpdatedReplicas(updated)
                    .withAvailableReplicas(available)
                    .endStatus()
                    .build());
    return row(seen, stage, "WebReady", expected);
  }

  private static Obstacle obstacle(String reason) {
    return new Obstacle(new ObjectRef("v1", "Service", "ns", "eu1-web"), reason, "exceeded quota.");
  }

  private static Stage pod(String phase, String reason, String message) {
    return RUNNING.pod(
        PROSODY,
        p -> PodStates.waiting(p, reason, message).editStatus().withPhase(phase).endStatus());
  }
}
