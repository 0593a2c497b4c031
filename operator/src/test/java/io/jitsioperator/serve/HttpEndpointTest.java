package io.jitsioperator.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.serve.HttpEndpoint.Readiness;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpEndpointTest {

  private final CollectorRegistry registry = new CollectorRegistry();
  private final AtomicReference<Readiness> readiness =
      new AtomicReference<>(new Readiness(false, "caches are filling"));
  private HttpEndpoint endpoint;

  @BeforeEach
  void start() throws IOException {
    endpoint = new HttpEndpoint(0, registry, readiness::get);
  }

  @AfterEach
  void stop() {
    endpoint.close();
  }

  @Test
  void isAliveBeforeItIsReady() throws Exception {
    assertThat(get("/livez").statusCode()).isEqualTo(200);
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    assertThat(get("/readyz").body()).isEqualTo("caches are filling\n");

    readiness.set(new Readiness(true, "synced, standing by"));

    assertThat(get("/readyz").statusCode()).isEqualTo(200);
    assertThat(get("/readyz").body()).isEqualTo("synced, standing by\n");
  }

  @Test
  void showsMetrics() throws Exception {
    Counter.build("jitsi_operator_tests_total", "Tests.").register(registry).inc(3);

    assertThat(get("/metrics").body()).contains("jitsi_operator_tests_total 3.0\n");
  }

  @Test
  void saysWhatThereIs() throws Exception {
    var answer = get("/status");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("/metrics", "/livez", "/readyz");
  }

  private HttpResponse<String> get(String path) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:" + endpoint.port() + path);
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
