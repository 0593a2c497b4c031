package io.jitsioperator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jitsioperator.intent.Notice;
import io.prometheus.client.CollectorRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What it asks of the API server; what that makes of it is an integration test. */
@Timeout(120)
class EventLogTest {

  private static final String EVENTS = "/apis/events.k8s.io/v1/namespaces/ns/events";

  @Test
  void anEventOfAnEarlierRunIsCountedWithoutBeingRead() {
    try (FakeApi api = new FakeApi();
        KubernetesClient client = api.client()) {
      api.answer(EVENTS, 409, FakeApi.refusal(409, "already exists"));
      EventLog log =
          new EventLog(
              client,
              new WriteMetrics(new CollectorRegistry()),
              () -> Instant.parse("2026-11-23T20:00:00Z"),
              "me");
      log.tell(
          new ConfigMapBuilder()
              .withNewMetadata()
              .withName("eu1")
              .withNamespace("ns")
              .withUid("uid-1")
              .endMetadata()
              .build(),
          new Notice(Notice.Type.NORMAL, "Ready", "All parts run."));
      assertThat(api.requests())
          .as("create and patch are all that its role allows")
          .extracting(FakeApi.Request::method)
          .containsExactly("POST", "PATCH");
      assertThat(api.requests().getLast().body()).contains("\"series\"", "\"count\":2");
    }
  }
}
