package io.jitsioperator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jitsioperator.intent.Notice;
import io.prometheus.client.CollectorRegistry;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What it asks of the API server; what that makes of it is an integration test. */
@Timeout(120)
class EventLogTest {

  private static final String EVENTS = "/apis/events.k8s.io/v1/namespaces/ns/events";

  private final CollectorRegistry registry = new CollectorRegistry();
  private final WriteMetrics metrics = new WriteMetrics(registry);

  private void tell(KubernetesClient client) {
    tell(new EventLog(client, metrics, () -> Instant.parse("2026-11-23T20:00:00Z"), "me"));
  }

  private static void tell(EventLog log) {
    log.tell(
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("eu1")
            .withNamespace("ns")
            .withUid("uid-1")
            .endMetadata()
            .build(),
        new Notice(Notice.Type.NORMAL, "Ready", "All parts run."));
  }

  private @Nullable Double failed() {
    return registry.getSampleValue(
        "jitsi_operator_api_writes_total",
        new String[] {"kind", "outcome"},
        new String[] {"Event", "failed"});
  }

  @Test
  void anEventOfAnEarlierRunIsCountedWithoutBeingRead() {
    try (FakeApi api = new FakeApi();
        KubernetesClient client = api.client()) {
      api.answer(EVENTS, 409, FakeApi.refusal(409, "already exists"));
      tell(client);
      assertThat(api.requests())
          .as("create and patch are all that its role allows")
          .extracting(FakeApi.Request::method)
          .containsExactly("POST", "PATCH");
      assertThat(api.requests().getLast().body()).contains("\"series\"", "\"count\":2");
    }
  }

  /** The fake answers 404 to whatever it does not know, and so does it for the event itself. */
  @Test
  void anEventThatTheApiServerHasDroppedIsToldAnew() {
    try (FakeApi api = new FakeApi();
        KubernetesClient client = api.client()) {
      api.answer(EVENTS, 201, "{\"kind\":\"Event\",\"apiVersion\":\"events.k8s.io/v1\"}");
      var now = new AtomicReference<>(Instant.parse("2026-11-23T20:00:00Z"));
      var log = new EventLog(client, metrics, now::get, "me");
      tell(log);
      now.set(now.get().plusSeconds(7200));
      tell(log);
      assertThat(api.requests())
          .extracting(FakeApi.Request::method)
          .containsExactly("POST", "PATCH", "POST");
      assertThat(api.requests().getLast().body()).doesNotContain("\"series\"");
      assertThat(failed()).as("failed events").isNull();
    }
  }

  @Test
  void anEventThatEndsWithItsNamespaceIsNoFailureAndOneThatIsForbiddenIs() {
    try (FakeApi api = new FakeApi();
        KubernetesClient client = api.client()) {
      var ending = "{\"causes\":[{\"reason\":\"NamespaceTerminating\"}]}";
      api.answer(EVENTS, 403, FakeApi.refusal(403, "is being terminated", ending));
      tell(client);
      assertThat(api.requests()).hasSize(1);
      assertThat(failed()).as("failed events").isNull();
      api.answer(EVENTS, 403, FakeApi.refusal(403, "may not create events"));
      tell(client);
      assertThat(failed()).as("failed events").isEqualTo(1);
    }
  }
}
