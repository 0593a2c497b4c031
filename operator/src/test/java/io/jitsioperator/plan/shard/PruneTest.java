package io.jitsioperator.plan.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.world.Expectations;
import io.jitsioperator.world.ObjectRef;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What goes, and what must not. */
final class PruneTest {

  private static final String OURS = "11111111-2222-3333-4444-555555555555";
  private static final Map<String, String> LABELS =
      Map.of("app.kubernetes.io/managed-by", "jitsi-operator");

  private record Row(String object, Stage stage, List<String> removed) {}

  private static Stream<Row> rows() {
    var running = Stage.running();
    var old = service("old", OURS, LABELS);
    return Stream.of(
        new Row("nothing", running, List.of()),
        new Row("ours, not wanted", running.and(old), List.of("Service old")),
        new Row("another shard's", running.and(service("old", "other", LABELS)), List.of()),
        new Row("not made by us", running.and(service("old", OURS, Map.of())), List.of()),
        new Row("a pod", running.and(pod()), List.of()),
        new Row("a generated Secret", running.and(secret()), List.of()),
        new Row("already going", running.and(going(old)), List.of()),
        new Row("removed by us", running.and(old).expecting(removed()), List.of()),
        new Row(
            "ours, but paused",
            running.and(old).spec("{ domain: meet.example.com, paused: true }"),
            List.of()),
        new Row(
            "policies switched off",
            running.spec("{ domain: meet.example.com, networkPolicy: { enabled: false } }"),
            List.of(
                "NetworkPolicy eu1-prosody",
                "NetworkPolicy eu1-brewery",
                "NetworkPolicy eu1-jicofo",
                "NetworkPolicy eu1-web")));
  }

  @TestFactory
  Stream<DynamicTest> table() {
    return rows()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.object(),
                    () -> assertEquals(row.removed(), removed(row.stage().plan().removals()))));
  }

  @Test
  void aPausedShardIsLeftAlone() {
    var intent = Stage.empty().spec("{ domain: meet.example.com, paused: true }").plan();
    assertEquals(List.of(), intent.objects());
    assertEquals(List.of(), intent.removals());
    assertTrue(intent.credentials().isEmpty());
    var watch = Stage.running().spec("{ domain: meet.example.com, paused: true }").plan().watch();
    assertTrue(watch.orElseThrow().jicofo().isPresent(), "status goes on");
  }

  @Test
  void aShardThatGoesIsLeftToTheCollector() {
    var stage = Stage.running();
    stage.world().shard().getMetadata().setDeletionTimestamp("2026-11-23T20:00:00Z");
    assertEquals(List.of(), stage.plan().objects());
  }

  @Test
  void anImmutableFieldOfAWorkloadMakesItAnewAndLeavesThePods() {
    var stage =
        Stage.running()
            .edit(
                StatefulSet.class,
                "eu1-prosody",
                s -> new StatefulSetBuilder(s).editSpec().withServiceName("x").endSpec().build());
    var removal = stage.plan().removals().getFirst();
    assertEquals("StatefulSet eu1-prosody", removal.ref().toString());
    assertEquals(Removal.Manner.ORPHANING, removal.manner(), "its pod stays");
    assertEquals(
        "StatefulSet eu1-prosody is made anew, because spec.serviceName can never change.",
        removal.why());
    assertEquals(1, stage.plan().removals().size());
    assertTrue(isAbsent(stage, "StatefulSet eu1-prosody"), "applied only when the old one is gone");
    assertTrue(
        isAbsent(stage.expecting(expecting(removal)), "StatefulSet eu1-prosody"),
        "nor while we wait for that");
    assertEquals(List.of(), stage.expecting(expecting(removal)).plan().removals());
  }

  @Test
  void alsoOfADeploymentAndOfAService() {
    var deployment =
        Stage.running()
            .edit(
                Deployment.class,
                "eu1-web",
                d ->
                    new DeploymentBuilder(d)
                        .editSpec()
                        .editSelector()
                        .withMatchLabels(Map.of("a", "b"))
                        .endSelector()
                        .endSpec()
                        .build());
    assertEquals(Removal.Manner.ORPHANING, deployment.plan().removals().getFirst().manner());
    var service =
        Stage.running()
            .edit(
                Service.class,
                "eu1-web",
                s -> new ServiceBuilder(s).editSpec().withClusterIP("None").endSpec().build());
    assertEquals(List.of("Service eu1-web"), removed(service.plan().removals()));
    assertTrue(isAbsent(service, "Service eu1-web"));
  }

  @Test
  void whatTheServerFillsInIsNoConflict() {
    var stage =
        Stage.running()
            .edit(
                Service.class,
                "eu1-web",
                s -> new ServiceBuilder(s).editSpec().withClusterIP("10.1.2.3").endSpec().build());
    assertEquals(List.of(), stage.plan().removals());
  }

  private static boolean isAbsent(Stage stage, String ref) {
    return stage.plan().objects().stream().noneMatch(o -> ObjectRef.of(o).toString().equals(ref));
  }

  private static List<String> removed(List<Removal> removals) {
    return removals.stream().map(r -> r.ref().toString()).toList();
  }

  private static Expectations expecting(Removal removal) {
    var expires = Worlds.NOW.plusSeconds(1);
    return new Expectations(
        List.of(), List.of(new Expectations.Removed(removal.ref(), removal.uid(), expires)));
  }

  private static Expectations removed() {
    var ref = new ObjectRef("v1", "Service", "ns", "old");
    var expires = Worlds.NOW.plusSeconds(1);
    return new Expectations(List.of(), List.of(new Expectations.Removed(ref, "uid-old", expires)));
  }

  private static Service service(String name, String owner, Map<String, String> labels) {
    return new ServiceBuilder()
        .withMetadata(meta(name, owner, labels))
        .withNewSpec()
        .endSpec()
        .build();
  }

  private static Service going(Service service) {
    return new ServiceBuilder(service)
        .editMetadata()
        .withDeletionTimestamp("2026-11-23T19:59:59Z")
        .endMetadata()
        .build();
  }

  private static HasMetadata pod() {
    return new PodBuilder().withMetadata(meta("old", OURS, LABELS)).build();
  }

  private static HasMetadata secret() {
    return new SecretBuilder().withMetadata(meta("eu1-credentials", OURS, LABELS)).build();
  }

  private static ObjectMeta meta(String name, String owner, Map<String, String> labels) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace("ns")
        .withUid("uid-" + name)
        .withLabels(labels)
        .addNewOwnerReference()
        .withUid(owner)
        .endOwnerReference()
        .build();
  }
}
