package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jitsioperator.testbed.jitsi.ConferenceBook.Load;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Pods are deleted, nodes drained, settings changed and the operator killed, in any order: there
 * are never two Prosodys or Jicofos of a shard, and the operator restarts nothing under a
 * conference. {@code -Dchaos.seed=…} repeats an order.
 */
@OwnCluster
@Order(5)
class ChaosIT {

  private static final int DEEDS = 30;
  private static final int LONGEST_PAUSE_MILLIS = 4000;
  private static final List<String> PARTS = List.copyOf(Twins.PORTS.keySet());

  private final long seed = Long.getLong("chaos.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<String> deeds = new ArrayList<>();
  private final RunningOperator operator;
  private final KubernetesClient client;

  ChaosIT(RunningOperator operator) {
    this.operator = operator;
    this.client = operator.client();
  }

  @AfterEach
  void uncordon() {
    operator.testbed().nodes().names().forEach(node -> cordon(node, false));
  }

  /**
   * Seen to fail when a Jicofo that was believed was always believed to be idle, whatever it
   * counted. Without the {@link #longCall} that went unnoticed: each kill of the operator or of
   * Jicofo starts the minute anew after which it is believed.
   */
  @Test
  void neverTwoAndNeverUnderAConference(TestNamespace namespace) {
    System.out.println("chaos.seed=" + seed);
    Shard shard = namespace.shard("eu1").awaitReady();
    try (Twins twins = Twins.watch();
        Departures departures = Departures.of(client, namespace.name(), "eu1", twins)) {
      chaos(namespace, departures);
      longCall(namespace, shard, departures);
      chaos(namespace, departures);
      uncordon();
      call(namespace, departures, false);
      shard.awaitReady();
      shard.await("UpdatePending=False");
      assertSoftly(
          all -> {
            all.assertThat(departures.blame())
                .as("pods that should have stayed; %s", story())
                .isEmpty();
            all.assertThat(twins.seen()).as("two at a time; %s", story()).isEmpty();
          });
      assertThat(twins.rounds()).as("looks for twins").isGreaterThan(DEEDS);
      assertThat(departures.count()).as("pods that went; %s", story()).isPositive();
    }
  }

  private void chaos(TestNamespace namespace, Departures departures) {
    for (int i = 0; i < DEEDS / 2; i++) {
      deeds.add(deed(namespace, departures));
      someTime();
    }
  }

  /**
   * A call that lasts until the operator believes Jicofo: then nothing but the call keeps it from
   * the restarts for which these deeds ask.
   */
  private void longCall(TestNamespace namespace, Shard shard, Departures departures) {
    uncordon();
    deeds.add("long: " + call(namespace, departures, true));
    shard.awaitReady();
    Instant end = Instant.now().plus(JicofoTrust.ANEW);
    while (Instant.now().isBefore(end)) {
      deeds.add(
          switch (random.nextInt(4)) {
            case 0 -> evict(namespace);
            case 1 -> drain();
            default -> change(namespace);
          });
      someTime();
    }
    deeds.add("the long call ends");
  }

  private void someTime() {
    Eventually.pause(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)));
  }

  private String story() {
    return "chaos.seed=" + seed + " " + deeds;
  }

  private String deed(TestNamespace namespace, Departures departures) {
    return switch (random.nextInt(8)) {
      case 0 -> delete(namespace, departures);
      case 1 -> evict(namespace);
      case 2 -> drain();
      case 3 -> restart();
      case 4, 5 -> change(namespace);
      default -> call(namespace, departures, random.nextBoolean());
    };
  }

  private String delete(TestNamespace namespace, Departures departures) {
    Pod pod = somePod(namespace);
    if (pod == null) {
      return "nothing to delete";
    }
    departures.ours(pod);
    try {
      client.resource(pod).lockResourceVersion().delete();
    } catch (KubernetesClientException changedMeanwhile) {
      return "not deleted: " + pod.getMetadata().getName();
    }
    return "delete " + pod.getMetadata().getName();
  }

  private String evict(TestNamespace namespace) {
    Pod pod = somePod(namespace);
    if (pod == null) {
      return "nothing to evict";
    }
    boolean gone =
        client.pods().inNamespace(namespace.name()).withName(pod.getMetadata().getName()).evict();
    return "evict " + pod.getMetadata().getName() + ": " + gone;
  }

  private @Nullable Pod somePod(TestNamespace namespace) {
    String part = PARTS.get(random.nextInt(PARTS.size()));
    return client.pods().inNamespace(namespace.name()).withName("eu1-" + part + "-0").get();
  }

  private String drain() {
    List<String> nodes = operator.testbed().nodes().names();
    uncordon();
    String node = nodes.get(random.nextInt(nodes.size()));
    cordon(node, true);
    return "cordon " + node;
  }

  private void cordon(String node, boolean cordoned) {
    client
        .nodes()
        .withName(node)
        // Not by an edit: others write to the node at the same time, and that is no failure.
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\":{\"unschedulable\":" + cordoned + "}}");
  }

  private String restart() {
    operator.kill();
    Eventually.pause(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)));
    operator.startAgain();
    return "kill the operator";
  }

  private String change(TestNamespace namespace) {
    String line =
        random.nextBoolean()
            ? "jicofo: {bridgeSelection: {stressThreshold: 0.%d}}"
            : "prosody: {extraEnv: [{name: MAX_PARTICIPANTS, value: '%d'}]}";
    String spec = line.formatted(2 + random.nextInt(7));
    namespace.shard("eu1", spec);
    return spec;
  }

  private String call(TestNamespace namespace, Departures departures, boolean busy) {
    operator
        .images()
        .conferences()
        .set(namespace.name(), "eu1-jicofo-0", busy ? new Load(3, 12) : Load.IDLE);
    departures.busy(busy);
    return busy ? "conferences begin" : "conferences end";
  }
}
