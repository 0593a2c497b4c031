package io.jitsioperator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jitsioperator.intent.Notice;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One fact is one event. */
@ExtendWith(PlainCluster.class)
class EventLogIT {

  private static final Notice READY = new Notice(Notice.Type.NORMAL, "Ready", "Everything runs.");

  private Workbench bench;

  @BeforeEach
  void open(PlainCluster.Plane plane) {
    bench = new Workbench(plane);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private EventLog log() {
    return new EventLog(bench.client, bench.metrics, () -> bench.now, "jitsi-operator-0");
  }

  private List<Event> events() {
    return bench.admin.events().v1().events().inNamespace(bench.namespace).list().getItems();
  }

  @Test
  void tellsAFactOnceAMinuteAndCounts() {
    var log = log();
    log.tell(bench.ownerObject, READY);
    log.tell(bench.ownerObject, READY);
    log.tell(bench.ownerObject, READY);
    assertThat(bench.newWrites()).hasSize(1);

    bench.now = bench.now.plus(Duration.ofMinutes(1));
    log.tell(bench.ownerObject, READY);

    assertThat(events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getSeries().getCount()).isEqualTo(4);
              assertThat(event.getReason()).isEqualTo("Ready");
              assertThat(event.getNote()).isEqualTo("Everything runs.");
              assertThat(event.getRegarding().getName()).isEqualTo("eu1");
            });
  }

  @Test
  void aRestartedOperatorGoesOnWithTheSameEvent() {
    log().tell(bench.ownerObject, READY);
    log().tell(bench.ownerObject, READY);

    assertThat(events())
        .singleElement()
        .satisfies(e -> assertThat(e.getSeries().getCount()).isEqualTo(2));
  }

  @Test
  void anotherSentenceIsAnotherEvent() {
    var log = log();
    log.tell(bench.ownerObject, READY);
    log.tell(bench.ownerObject, new Notice(Notice.Type.WARNING, "Ready", "x".repeat(3000)));

    assertThat(events()).extracting(Event::getType).containsExactlyInAnyOrder("Normal", "Warning");
  }

  @Test
  void anEventThatCannotBeWrittenFailsNothing() {
    var nowhere =
        new ConfigMapBuilder(bench.ownerObject)
            .editMetadata()
            .withNamespace("does-not-exist")
            .endMetadata()
            .build();

    log().tell(nowhere, READY);

    assertThat(bench.newWrites()).hasSize(1);
    assertThat(
            bench.registry.getSampleValue(
                "jitsi_operator_api_writes_total",
                new String[] {"kind", "outcome"},
                new String[] {"Event", "failed"}))
        .isEqualTo(1);
  }

  @Test
  void anEventInANamespaceThatIsBeingDeletedIsDropped() {
    finalizers("[\"example.com/held\"]");
    try {
      bench.admin.namespaces().withName(bench.namespace).delete();

      log().tell(bench.ownerObject, READY);

      assertThat(bench.newWrites()).hasSize(1);
      assertThat(events()).isEmpty();
      assertThat(
              bench.registry.getSampleValue(
                  "jitsi_operator_api_writes_total",
                  new String[] {"kind", "outcome"},
                  new String[] {"Event", "failed"}))
          .as("failed events")
          .isNull();
    } finally {
      finalizers("[]");
    }
  }

  private void finalizers(String list) {
    bench
        .admin
        .resource(bench.ownerObject)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":" + list + "}}");
  }
}
