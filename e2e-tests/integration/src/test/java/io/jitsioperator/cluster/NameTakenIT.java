package io.jitsioperator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.jitsioperator.intent.Intent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whose an object is that has the name of one of ours; a stranger's is never touched. */
@ExtendWith(PlainCluster.class)
class NameTakenIT {

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
  void aStrangersObjectThatContradictsIsRefusedAndUntouched() {
    var theirs = strangers(1234);

    bench.apply(unseen(bench.service("one", 8080)), List.of());

    assertUntouched(theirs);
  }

  @Test
  void aStrangersObjectThatAgreesIsRefusedAndUntouchedToo() {
    var theirs = strangers(8080);

    bench.apply(unseen(bench.service("one", 8080)), List.of());

    assertUntouched(theirs);
  }

  @Test
  void ourOwnObjectThatACacheDoesNotShowIsNotTakenForAStrangers() {
    var service = bench.service("one", 8080);
    bench.apply(service);
    bench
        .admin
        .resource(service)
        .edit(
            s ->
                new ServiceBuilder(s)
                    .editMetadata()
                    .removeFromLabels("app.kubernetes.io/managed-by")
                    .addToAnnotations("theirs", "x")
                    .endMetadata()
                    .build());
    bench.book = new Book(); // a restarted operator, whose caches select by that label
    bench.fresh = false;

    bench.apply(Workbench.intent(List.of(service), List.of()), List.of());

    assertThat(bench.obstacles()).isEmpty();
    assertThat(live("one").getMetadata().getLabels())
        .containsEntry("app.kubernetes.io/managed-by", "jitsi-operator");
    assertThat(live("one").getMetadata().getAnnotations()).containsEntry("theirs", "x");
  }

  /** Our caches show only what carries our label. */
  private static Intent<String> unseen(Service service) {
    return Workbench.intent(List.of(service), List.of());
  }

  private Service strangers(int target) {
    var service = bench.service("one", target);
    service.getMetadata().setOwnerReferences(List.of());
    service.getMetadata().setLabels(Map.of("theirs", "x"));
    return bench.admin.resource(service).fieldManager("helm").serverSideApply();
  }

  private void assertUntouched(Service theirs) {
    assertThat(bench.obstacles())
        .singleElement()
        .satisfies(
            o -> {
              assertThat(o.reason()).isEqualTo("NameTaken");
              assertThat(o.message())
                  .contains("Service one exists already and is not the operator's")
                  .contains("it was made by helm")
                  .contains("kubectl -n " + bench.namespace + " delete services one");
            });
    var now = live("one");
    assertThat(now.getSpec()).isEqualTo(theirs.getSpec());
    assertThat(now.getMetadata().getLabels()).isEqualTo(theirs.getMetadata().getLabels());
    assertThat(now.getMetadata().getAnnotations()).isNullOrEmpty();
    assertThat(now.getMetadata().getOwnerReferences()).isEmpty();

    bench.newWrites();
    bench.now = bench.now.plus(Duration.ofMinutes(1));
    bench.apply(Workbench.intent(List.of(bench.service("one", 8080)), List.of()), List.of());
    assertThat(bench.newWrites()).as("the next try only looks").isEmpty();
    assertThat(bench.obstacles()).hasSize(1);

    bench.admin.resource(theirs).delete();
    bench.now = bench.now.plus(Duration.ofMinutes(1));
    bench.apply(bench.service("one", 8080));
    assertThat(bench.obstacles()).isEmpty();
    assertThat(live("one").getMetadata().getOwnerReferences()).hasSize(1);
  }

  private Service live(String name) {
    return Objects.requireNonNull(
        bench.admin.services().inNamespace(bench.namespace).withName(name).get());
  }
}
