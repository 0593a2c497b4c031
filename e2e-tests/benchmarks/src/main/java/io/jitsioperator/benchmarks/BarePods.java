package io.jitsioperator.benchmarks;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * What bounds a pool: pods with the specification of its bridges, which somebody creates who knows
 * everything from the beginning and waits for no brewery.
 */
record BarePods(BridgeRig rig, Pod bridge) {

  private static final Map<String, String> LABELS = Map.of("bench", "bare");
  private static final int CREATORS = 8;

  /** Ports that no pool has. */
  private static final int FIRST_PORT = 20_000;

  /** Seconds from the first request until so many are Ready; they are gone afterwards. */
  double secondsToReady(int count) throws Exception {
    List<Pod> pods = IntStream.range(0, count).mapToObj(this::pod).toList();
    long start = System.nanoTime();
    List<Future<?>> requests = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(CREATORS, Thread.ofVirtual().factory())) {
      pods.forEach(
          each -> requests.add(threads.submit(() -> rig.client().resource(each).create())));
    }
    for (Future<?> each : requests) {
      each.get();
    }
    BridgeRig.await(count + " bare pods are ready", () -> ready() == count);
    double seconds = (System.nanoTime() - start) / 1e9;
    rig.client().resourceList(List.<Pod>copyOf(pods)).withGracePeriod(0).delete();
    BridgeRig.await("bare pods are gone", () -> all().isEmpty());
    return seconds;
  }

  private List<Pod> all() {
    return rig.client()
        .pods()
        .inNamespace(BridgeRig.NAMESPACE)
        .withLabels(LABELS)
        .list()
        .getItems();
  }

  private long ready() {
    return all().stream()
        .filter(
            pod ->
                pod.getStatus().getConditions().stream()
                    .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True")))
        .count();
  }

  private Pod pod(int number) {
    // Ten nodes take ten pods of one port.
    int port = FIRST_PORT + number / 10;
    return new PodBuilder()
        .withNewMetadata()
        .withName("bare-%03d".formatted(number))
        .withNamespace(BridgeRig.NAMESPACE)
        .withLabels(LABELS)
        .addToAnnotations("jitsi-operator.io/advertise", "192.0.2.1")
        .endMetadata()
        .withSpec(bridge.getSpec())
        .editSpec()
        .withNodeName(null)
        .editFirstContainer()
        .editMatchingEnv(variable -> variable.getName().equals("JVB_PORT"))
        .withValue(Integer.toString(port))
        .endEnv()
        .editMatchingPort(each -> each.getProtocol().equals("UDP"))
        .withContainerPort(port)
        .withHostPort(port)
        .endPort()
        .endContainer()
        .endSpec()
        .build();
  }
}
