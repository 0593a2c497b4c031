package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jitsioperator.plan.kube.PodMonitor;
import io.jitsioperator.testbed.network.Peer;
import io.jitsioperator.testbed.network.Policies;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** A Prometheus comes to a shard that runs, and the kind PodMonitor comes and goes. */
@ExtendWith(ShardCluster.class)
@Isolated
class MonitoringIT {

  private static final String MONITORING =
      "monitoring: {scrapers: [{podSelector: {matchLabels: {app: prometheus}}}],"
          + " labels: {release: ours}}";

  private final KubernetesClient client;
  private final OptionalKind monitors;

  MonitoringIT(RunningOperator operator) {
    this.client = operator.client();
    this.monitors =
        new OptionalKind(client, "podmonitors.monitoring.coreos.com", "podmonitors.yaml");
  }

  @AfterEach
  void withoutTheKind() {
    monitors.remove();
  }

  @Test
  void aPrometheusFindsMetricsAndNothingRestarts(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    Map<String, String> pods = shard.pods();
    assertThat(reaching(shard, "prometheus")).as("nobody was let in yet").isEmpty();

    namespace.shard("eu1", MONITORING);
    shard.await("Monitored=False (PodMonitorApiAbsent)");
    Eventually.see(
        "what the scraper reaches",
        () -> reaching(shard, "prometheus"),
        List.of("jicofo 8888", "prosody 5280")::equals);
    assertThat(reaching(shard, "curl")).as("what others reach").isEmpty();

    monitors.install();
    shard.await("Monitored=True (PodMonitorMade)");
    assertThat(namespace.kubectl("get", "podmonitor", "-l", "release=ours", "-o", "name"))
        .contains("podmonitor.monitoring.coreos.com/eu1");
    assertThat(scraped(shard))
        .containsOnlyKeys("eu1-jicofo-0", "eu1-prosody-0")
        .hasEntrySatisfying("eu1-jicofo-0", page -> assertThat(page).contains("jitsi_jicofo_"))
        .hasEntrySatisfying(
            "eu1-prosody-0", page -> assertThat(page).contains("prosody_mod_c2s__"));
    aStrangersEditIsRepaired(namespace);

    namespace.shard("eu1");
    Eventually.see(
        "no PodMonitor is left",
        () -> namespace.kubectl("get", "podmonitor", "-o", "name"),
        String::isEmpty);
    Eventually.see("nobody may scrape", () -> reaching(shard, "prometheus"), List::isEmpty);
    shard.awaitReady().assertPods(pods);
  }

  private static void aStrangersEditIsRepaired(TestNamespace namespace) {
    String path = "jsonpath={.spec.podMetricsEndpoints[0].path}";
    String edit = "{\"spec\":{\"podMetricsEndpoints\":[{\"port\":\"http\",\"path\":\"/other\"}]}}";
    namespace.kubectl("patch", "podmonitor", "eu1", "--type=merge", "-p", edit);
    Eventually.see(
        "the path is back",
        () -> namespace.kubectl("get", "podmonitor", "eu1", "-o", path),
        "/metrics"::equals);
  }

  /** As a Prometheus does: the pages of all pods that the PodMonitor selects, by pod. */
  private Map<String, String> scraped(Shard shard) {
    PodMonitor.Spec spec =
        client
            .resources(PodMonitor.class)
            .inNamespace(shard.namespace())
            .withName("eu1")
            .require()
            .getSpec();
    Map<String, String> pages = new TreeMap<>();
    for (Pod pod :
        client
            .pods()
            .inNamespace(shard.namespace())
            .withLabelSelector(spec.selector())
            .list()
            .getItems()) {
      for (PodMonitor.Endpoint each : spec.podMetricsEndpoints()) {
        pages.put(pod.getMetadata().getName(), page(pod, each));
      }
    }
    return pages;
  }

  private static String page(Pod pod, PodMonitor.Endpoint endpoint) {
    int port =
        pod.getSpec().getContainers().stream()
            .map(Container::getPorts)
            .flatMap(List::stream)
            .filter(each -> each.getName().equals(endpoint.port()))
            .map(ContainerPort::getContainerPort)
            .findFirst()
            .orElseThrow();
    URI uri = URI.create("http://" + pod.getStatus().getPodIP() + ":" + port + endpoint.path());
    try (HttpClient http = HttpClient.newHttpClient()) {
      var answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      return answer.statusCode() + "\n" + answer.body();
    } catch (IOException e) {
      return uri + ": " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ports of the shard that NetworkPolicies open to a pod with that label app. */
  private List<String> reaching(Shard shard, String app) {
    Map<String, String> labels =
        client.namespaces().withName(shard.namespace()).require().getMetadata().getLabels();
    Peer source = Peer.pod("a pod", shard.namespace(), labels, Map.of("app", app), "192.0.2.1");
    Policies policies =
        new Policies(
            client
                .network()
                .v1()
                .networkPolicies()
                .inNamespace(shard.namespace())
                .list()
                .getItems());
    List<String> open = new ArrayList<>();
    for (String component : List.of("brewery", "jicofo", "prosody")) {
      Peer target = Peer.of(shard.pod(component), labels);
      for (int port : new int[] {5222, 5280, 6222, 8888}) {
        if (policies.allows(source, target, "TCP", port).allowed()) {
          open.add(component + " " + port);
        }
      }
    }
    return open;
  }
}
