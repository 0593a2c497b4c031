package io.jitsioperator.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jitsioperator.testbed.controlplane.Kubeconfig;
import io.jitsioperator.testbed.faults.Fault;
import io.jitsioperator.testbed.faults.FaultProxy;
import io.jitsioperator.testbed.faults.Request;
import io.jitsioperator.testbed.faults.Rule;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SmallTestbed.class)
class FaultProxyIT {

  private final Testbed testbed;
  private final String namespace;
  private FaultProxy proxy;
  private Kubeconfig through;
  private KubernetesClient client;

  FaultProxyIT(SmallTestbed.Shared shared) {
    testbed = shared.testbed();
    namespace = Manifests.inNewNamespace(testbed.client()).namespace();
  }

  @BeforeEach
  void open() throws IOException {
    proxy = FaultProxy.before(testbed.plane().admin());
    through = testbed.plane().admin().through(proxy.uri());
    client = through.client();
  }

  @AfterEach
  void close() {
    client.close();
    proxy.close();
  }

  @Test
  void aWatchPassesAndSurvivesBeingCut() {
    try (var informer = client.configMaps().inNamespace(namespace).inform()) {
      write("one");
      await().until(() -> informer.getStore().getByKey(namespace + "/one") != null);
      assertThat(proxy.cutWatches()).isPositive();
      write("two");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> informer.getStore().getByKey(namespace + "/two") != null);
      assertThat(proxy.counts().of(Request::watch))
          .as("%s", proxy.counts().all())
          .isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void errorsComeAsTheApiServerWouldSayThem() throws Exception {
    proxy.add(Rule.times(Request::write, new Fault.Conflict(), 1));
    assertThatThrownBy(() -> client.resource(configMap("x")).create())
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            e -> {
              assertThat(e.getCode()).isEqualTo(409);
              assertThat(e.getStatus().getReason()).isEqualTo("Conflict");
            });
    Rule busy =
        proxy.add(Rule.always(Request::write, new Fault.TooManyRequests(Duration.ofSeconds(3))));
    HttpResponse<String> answer = delete(Duration.ofSeconds(10));
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("3");
    assertThat(busy.hits()).isEqualTo(1);
    proxy.heal();
    proxy.add(Rule.always(Request::write, new Fault.InternalError()));
    assertThat(delete(Duration.ofSeconds(10)).statusCode()).isEqualTo(500);
    proxy.heal();
    assertThat(delete(Duration.ofSeconds(10)).statusCode()).isEqualTo(404);
  }

  @Test
  void noAnswerMeansNone() {
    proxy.add(Rule.always(Request::write, new Fault.NoAnswer()));
    assertThatThrownBy(() -> delete(Duration.ofSeconds(1)))
        .isInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void aLostAnswerHasBeenCarriedOut() {
    write("lost");
    proxy.add(Rule.times(Request::write, new Fault.AnswerLost(), 1));
    assertThatThrownBy(() -> delete(Duration.ofSeconds(10), "lost"))
        .isInstanceOf(IOException.class);
    assertThat(testbed.client().configMaps().inNamespace(namespace).withName("lost").get())
        .isNull();
  }

  @Test
  void aLateAnswerIsTheSameAnswer() {
    Fault.Latency late = new Fault.Latency(Duration.ofMillis(300));
    proxy.add(Rule.always(each -> each.path().endsWith("/configmaps/late"), late));
    write("late");
    CompletableFuture<ConfigMap> answer =
        CompletableFuture.supplyAsync(
            () -> client.configMaps().inNamespace(namespace).withName("late").get());
    assertThat(answer.isDone()).isFalse();
    assertThat(answer.join().getMetadata().getName()).isEqualTo("late");
  }

  @Test
  void theClientsOwnRightsHold() throws IOException {
    Kubeconfig nobody =
        testbed.plane().serviceAccount("kube-system", "default").through(proxy.uri());
    try (KubernetesClient weak = nobody.client()) {
      assertThatThrownBy(() -> weak.pods().inAnyNamespace().list())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
    }
  }

  private HttpResponse<String> delete(Duration timeout) throws IOException, InterruptedException {
    return delete(timeout, "absent");
  }

  /** Past the client library, which repeats 429 and 500 by itself. */
  private HttpResponse<String> delete(Duration timeout, String name)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                proxy.uri().resolve("/api/v1/namespaces/" + namespace + "/configmaps/" + name))
            .header("Authorization", "Bearer " + through.token())
            .timeout(timeout)
            .DELETE()
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  private void write(String name) {
    testbed.client().resource(configMap(name)).create();
  }

  private ConfigMap configMap(String name) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .endMetadata()
        .build();
  }
}
