package io.jitsioperator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jitsioperator.world.ShardWorld.Obstacle;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is written, what is not, and what is never touched. */
@ExtendWith(PlainCluster.class)
class ApplierIT {

  private Workbench bench;

  @BeforeEach
  void open(PlainCluster.Plane plane) {
    bench = new Workbench(plane);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void createsWhatIsMissingAndThenWritesNothing() {
    var one = bench.service("one", 8080);
    var two = bench.service("two", 8080);

    bench.apply(one, two);
    assertThat(bench.newWrites()).hasSize(2).allMatch(w -> w.startsWith("PATCH"));
    assertThat(live("one").getSpec().getSelector()).isEqualTo(Map.of("app", "web"));

    bench.apply(one, two);
    assertThat(bench.newWrites()).as("nothing differs").isEmpty();

    bench.book = new Book();
    bench.apply(one, two);
    assertThat(bench.newWrites()).as("nothing differs for a restarted operator").isEmpty();
  }

  @Test
  void aCacheThatLagsMakesNoSecondWrite() {
    var service = bench.service("one", 8080);
    var intent = Workbench.intent(List.of(service), List.of());
    bench.apply(intent, List.of());
    bench.newWrites();

    bench.apply(intent, List.of());
    assertThat(bench.newWrites()).isEmpty();

    var changed = Workbench.intent(List.of(bench.service("one", 9090)), List.of());
    var before = bench.live(service);
    bench.apply(changed, before);
    assertThat(bench.newWrites()).hasSize(1);
    bench.apply(changed, before);
    assertThat(bench.newWrites()).as("the cache shows the state before our change").isEmpty();
  }

  @Test
  void whatIsDeletedAfterTheCacheHasShownItComesBackAtOnce() {
    var service = bench.service("one", 8080);
    bench.apply(service);
    bench.apply(service); // the cache shows it
    bench.admin.resource(service).delete();
    bench.newWrites();

    bench.apply(service);

    assertThat(bench.newWrites()).hasSize(1);
    assertThat(live("one").getSpec().getSelector()).isEqualTo(Map.of("app", "web"));
  }

  @Test
  void removesAFieldThatIsNoLongerPlanned() {
    var service = bench.service("one", 8080);
    service.getMetadata().setAnnotations(Map.of("example.com/a", "b"));
    bench.apply(service);

    bench.apply(bench.service("one", 8080));

    assertThat(live("one").getMetadata().getAnnotations()).doesNotContainKey("example.com/a");
  }

  @Test
  void putsBackWhatOthersChangedAndLeavesWhatTheyAdded() {
    var service = bench.service("one", 8080);
    bench.apply(service);
    bench
        .admin
        .resource(service)
        .edit(
            s ->
                new ServiceBuilder(s)
                    .editMetadata()
                    .addToLabels("theirs", "x")
                    .endMetadata()
                    .editSpec()
                    .editFirstPort()
                    .withNewTargetPort(1)
                    .endPort()
                    .addToSelector("tier", "wrong")
                    .endSpec()
                    .build());

    bench.apply(service);

    var mended = live("one");
    assertThat(mended.getSpec().getSelector()).isEqualTo(Map.of("app", "web"));
    assertThat(mended.getSpec().getPorts().getFirst().getTargetPort().getIntVal()).isEqualTo(8080);
    assertThat(mended.getMetadata().getLabels()).containsEntry("theirs", "x");
    assertThat(bench.count("jitsi_operator_drift_repairs_total", "Service")).isEqualTo(1);
  }

  @Test
  void putsBackThePortThatIsTheKeyOfItsListElement() {
    var service = bench.service("one", 8080);
    bench.apply(service);
    bench
        .admin
        .resource(service)
        .edit(
            s ->
                new ServiceBuilder(s)
                    .editSpec()
                    .editFirstPort()
                    .withPort(81)
                    .endPort()
                    .endSpec()
                    .build());

    bench.apply(service);

    assertThat(live("one").getSpec().getPorts())
        .extracting(p -> tuple(p.getName(), p.getPort()))
        .containsExactly(tuple("http", 80));
    assertThat(bench.obstacles()).isEmpty();
  }

  @Test
  void whoUndoesEveryRepairDoesNotMakeUsSpin() {
    var service = bench.service("one", 8080);
    bench.apply(service);
    for (int i = 0; i < 10; i++) {
      var wrong = i + 1;
      bench
          .admin
          .resource(service)
          .edit(
              s ->
                  new ServiceBuilder(s)
                      .editSpec()
                      .editFirstPort()
                      .withNewTargetPort(wrong)
                      .endPort()
                      .endSpec()
                      .build());
      bench.apply(service);
    }

    assertThat(bench.count("jitsi_operator_drift_repairs_total", "Service")).isEqualTo(3);
    assertThat(bench.book.nextLook(bench.now)).contains(bench.now.plusSeconds(1));

    bench.now = bench.now.plusSeconds(1);
    bench.apply(service);
    assertThat(live("one").getSpec().getPorts().getFirst().getTargetPort().getIntVal())
        .isEqualTo(8080);
  }

  @Test
  void whatTheServerStoresInAnotherFormIsNotWrittenForEver() {
    // The server turns stringData into data and never shows it again.
    var secret =
        new SecretBuilder()
            .withMetadata(bench.meta("odd").build())
            .withStringData(Map.of("a", "b"))
            .build();
    bench.apply(secret);
    bench.newWrites();

    bench.apply(secret);
    bench.apply(secret);

    assertThat(bench.newWrites()).isEmpty();
    assertThat(bench.count("jitsi_operator_loop_guard_total", "Secret")).isEqualTo(1);
  }

  @Test
  void whatTheServerCallsInvalidIsAnObstacleAndTheRestIsDone() {
    var invalid = bench.service("bad", 8080);
    invalid.getSpec().getPorts().getFirst().setPort(70000);

    var report = bench.apply(invalid, bench.service("good", 8080));

    assertThat(report.obstaclesChanged()).isTrue();
    assertThat(bench.obstacles())
        .extracting(Obstacle::reason, o -> o.ref().name())
        .containsExactly(tuple("Invalid", "bad"));
    assertThat(bench.obstacles().getFirst().message()).contains("spec.ports[0].port");
    assertThat(live("good").getSpec().getPorts()).hasSize(1);

    bench.newWrites();
    bench.apply(invalid, bench.service("good", 8080));
    assertThat(bench.newWrites()).as("the same again is not tried at once").isEmpty();

    bench.apply(bench.service("bad", 8080), bench.service("good", 8080));
    assertThat(bench.obstacles()).as("a mended plan is tried at once").isEmpty();
  }

  @Test
  void anAnnotationOfOthersIsNoDrift() {
    var service = bench.service("one", 8080);
    bench.apply(service);
    bench
        .admin
        .resource(service)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"kubectl.kubernetes.io/restartedAt\":\"now\"}}}");
    bench.newWrites();

    bench.apply(service);

    assertThat(bench.newWrites()).isEmpty();
  }

  private Service live(String name) {
    return Objects.requireNonNull(
        bench.admin.services().inNamespace(bench.namespace).withName(name).get());
  }
}
