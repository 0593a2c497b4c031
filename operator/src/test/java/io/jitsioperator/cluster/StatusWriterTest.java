package io.jitsioperator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import io.prometheus.client.CollectorRegistry;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class StatusWriterTest {

  /** A kind of its own: the writer knows none. */
  @Group("example.com")
  @Version("v1")
  static final class Thing extends CustomResource<Map<String, String>, Map<String, String>>
      implements Namespaced {

    private static final long serialVersionUID = 1;
  }

  private static final String PATH = "/apis/example.com/v1/namespaces/ns/things/one/status";

  private final FakeApi api = new FakeApi();
  private final KubernetesClient client = api.client();
  private final CollectorRegistry registry = new CollectorRegistry();
  private final StatusWriter writer = new StatusWriter(client, new WriteMetrics(registry));

  @AfterEach
  void close() {
    client.close();
    api.close();
  }

  private static Thing thing(Map<String, String> status) {
    Thing thing = new Thing();
    thing.setMetadata(
        new ObjectMetaBuilder()
            .withName("one")
            .withNamespace("ns")
            .withUid("uid-1")
            .withResourceVersion("7")
            .addToLabels("of", "others")
            .build());
    thing.setSpec(Map.of("written", "by users"));
    thing.setStatus(status);
    return thing;
  }

  private @Nullable Double written() {
    return registry.getSampleValue(
        "jitsi_operator_api_writes_total",
        new String[] {"kind", "outcome"},
        new String[] {"Thing/status", "changed"});
  }

  @Test
  void whatItSaysAlreadyIsNotWritten() {
    assertThat(writer.write(thing(Map.of("phase", "up")), Map.of("phase", "up"))).isEmpty();
    assertThat(api.requests()).isEmpty();
    assertThat(written()).isNull();
  }

  @Test
  void onlyTheStatusIsAppliedToExactlyThatObject() throws Exception {
    api.answer(
        PATH,
        200,
        "{\"apiVersion\":\"example.com/v1\",\"kind\":\"Thing\",\"metadata\":{\"name\":\"one\",\"resourceVersion\":\"8\"}}");
    assertThat(writer.write(thing(Map.of("phase", "down")), Map.of("phase", "up")))
        .isEqualTo(Optional.of("8"));
    FakeApi.Request request = api.requests().getFirst();
    assertThat(api.requests()).hasSize(1);
    assertThat(request.method()).isEqualTo("PATCH");
    assertThat(request.uri()).startsWith(PATH + "?").contains("force=true", "fieldManager=");
    assertThat(request.contentType()).startsWith("application/apply-patch+yaml");
    JsonNode wanted =
        new ObjectMapper()
            .readTree(
                """
                {"apiVersion": "example.com/v1", "kind": "Thing",
                 "metadata": {"name": "one", "namespace": "ns", "uid": "uid-1"},
                 "status": {"phase": "up"}}
                """);
    assertThat(new ObjectMapper().readTree(request.body())).isEqualTo(wanted);
    assertThat(written()).isEqualTo(1);
  }

  @Test
  void aRefusalIsTheCallersAndNotCounted() {
    api.answer(PATH, 409, FakeApi.refusal(409, "the uid is another"));
    assertThatThrownBy(() -> writer.write(thing(Map.of()), Map.of("phase", "up")))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("the uid is another");
    assertThat(written()).isNull();
  }

  @Test
  void aResourceThatHasGoneNeedsNoStatus() {
    api.answer(
        PATH, 404, FakeApi.refusal(404, "not found", "{\"name\":\"one\",\"kind\":\"things\"}"));
    assertThat(writer.write(thing(Map.of()), Map.of("phase", "up"))).isEmpty();
    assertThat(api.requests()).hasSize(1);
    assertThat(written()).isNull();
  }

  @Test
  void aKindThatIsNotKnownIsAFailure() {
    api.answer(PATH, 404, FakeApi.refusal(404, "the server could not find the requested resource"));
    assertThatThrownBy(() -> writer.write(thing(Map.of()), Map.of("phase", "up")))
        .isInstanceOf(KubernetesClientException.class);
  }
}
