package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.jitsioperator.testbed.jitsi.ConferenceBook.Load;
import io.jitsioperator.testbed.jitsi.JicofoContainer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Nothing that holds calls is restarted while there are any, or may be. */
@ExtendWith(ShardCluster.class)
@Execution(ExecutionMode.CONCURRENT)
@Order(7)
class RestartIT {

  private static final String JICOFO = "eu1-jicofo-0";

  /** A change that only Jicofo reads. */
  private static final String CHANGE = "jicofo: {bridgeSelection: {stressThreshold: 0.7}}";

  /** Longer than the operator needs to believe of any Jicofo that it is idle: 60 s and a look. */
  private static final Duration LONG_ENOUGH_TO_ERR = Duration.ofSeconds(75);

  private final RunningOperator operator;
  private final KubernetesClient client;

  RestartIT(RunningOperator operator) {
    this.operator = operator;
    this.client = operator.client();
  }

  @Test
  void aChangeWaitsForTheLastConferenceAndIsThenMadeOnce(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    call(namespace, new Load(3, 12));
    Map<String, String> before = shard.pods();
    String template = template(namespace);
    namespace.shard("eu1", CHANGE);
    shard.awaitCondition("UpdatePending=True (ConferencesRunning)", JICOFO);
    assertThat(template(namespace)).as("the template is updated").isNotEqualTo(template);
    Eventually.pause(LONG_ENOUGH_TO_ERR);
    shard.assertPods(before);

    try (Births births = Births.of(client, namespace.name(), JICOFO)) {
      call(namespace, Load.IDLE);
      shard.await("UpdatePending=False");
      shard.awaitReady();
      shard.letItLook();
      assertThat(shard.conditions()).anyMatch(line -> line.startsWith("UpdatePending=False"));
      assertThat(births.uids()).as("Jicofos born").hasSize(1);
    }
    before.remove(JICOFO);
    assertThat(shard.pods()).as("nothing else is restarted").containsAllEntriesOf(before);
  }

  @Test
  void aJicofoThatDoesNotAnswerMayHoldCalls(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    jicofo(namespace).hang(true);
    shard.await("JicofoReady=False");
    Map<String, String> before = shard.pods();
    namespace.shard("eu1", CHANGE);
    shard.awaitCondition("UpdatePending=True (ConferencesUnknown)", JICOFO);
    Eventually.pause(LONG_ENOUGH_TO_ERR);
    shard.assertPods(before);
    jicofo(namespace).hang(false);
    awaitOther(shard, before);
    shard.awaitReady();
  }

  @Test
  void aBadConfigurationOfItsOwnCanBePutRight(TestNamespace namespace) {
    configure(namespace, "jicofo { conference { ");
    Shard shard = namespace.shard("eu1", "jicofo: {customConfigMap: {name: own}}");
    shard.await("ProsodyReady=True");
    Eventually.see("Jicofo's pod is there", shard::pods, all -> all.containsKey(JICOFO));
    shard.await("JicofoReady=False");
    Map<String, String> before = shard.pods();
    // No answer of this Jicofo ever said how many conferences it has. Its process is down.
    configure(namespace, "jicofo { conference { } }");
    shard.letItLook();
    awaitOther(shard, before);
    shard.awaitReady();
  }

  private static void configure(TestNamespace namespace, String hocon) {
    namespace.apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: own}
        data: {custom-jicofo.conf: "%s"}
        """
            .formatted(hocon));
  }

  @Test
  void signallingIsNotEvictedAndTheWebFrontEndIsOneByOne(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    for (String component : List.of("prosody", "brewery", "jicofo")) {
      assertThat(evict(shard.pod(component))).as("an eviction of " + component).isFalse();
    }
    List<Pod> web =
        client.pods().inNamespace(namespace.name()).list().getItems().stream()
            .filter(each -> each.getMetadata().getName().startsWith("eu1-web-"))
            .toList();
    assertThat(web).hasSize(2);
    Eventually.see("a web pod may go", () -> evict(web.getFirst()), Boolean::booleanValue);
    shard.awaitReady();
  }

  @Test
  void thereAreNeverTwoProsodysAtATime(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    try (Births births = Births.of(client, namespace.name(), "eu1-prosody")) {
      Map<String, String> before = shard.pods();
      namespace.shard("eu1", "prosody: {extraEnv: [{name: LOG_LEVEL, value: debug}]}");
      Eventually.see(
          "Prosody is another",
          () -> shard.pods().get("eu1-prosody-0"),
          uid -> uid != null && !uid.equals(before.get("eu1-prosody-0")));
      shard.awaitReady();
      namespace.kubectl("delete", "pod", "eu1-prosody-0");
      shard.awaitReady();
      assertThat(births.uids()).hasSizeGreaterThanOrEqualTo(2);
      assertThat(births.mostAtOnce()).as("Prosody pods at the same time").isEqualTo(1);
    }
  }

  private boolean evict(Pod pod) {
    var meta = pod.getMetadata();
    return client.pods().inNamespace(meta.getNamespace()).withName(meta.getName()).evict();
  }

  private void call(TestNamespace namespace, Load load) {
    operator.images().conferences().set(namespace.name(), JICOFO, load);
  }

  private JicofoContainer jicofo(TestNamespace namespace) {
    return operator
        .images()
        .running(JicofoContainer.class, namespace.name(), JICOFO, "jicofo")
        .orElseThrow(() -> new AssertionError("no Jicofo runs in " + namespace.name()));
  }

  private String template(TestNamespace namespace) {
    StatefulSet set =
        client.apps().statefulSets().inNamespace(namespace.name()).withName("eu1-jicofo").require();
    return set.getSpec().getTemplate().toString();
  }

  private static void awaitOther(Shard shard, Map<String, String> before) {
    Eventually.see(
        "another Jicofo runs than " + before.get(JICOFO),
        () -> shard.pods().getOrDefault(JICOFO, "none"),
        uid -> !uid.equals("none") && !uid.equals(before.get(JICOFO)));
  }

  /** Pods of one name prefix that are born while it watches, and how many live at a time. */
  private static final class Births implements AutoCloseable, Watcher<Pod> {

    private final String prefix;
    private final List<String> born = new CopyOnWriteArrayList<>();
    private final Set<String> alive = ConcurrentHashMap.newKeySet();
    private volatile int most;
    private @Nullable AutoCloseable watch;

    private Births(String prefix) {
      this.prefix = prefix;
    }

    static Births of(KubernetesClient client, String namespace, String prefix) {
      Births births = new Births(prefix);
      client.pods().inNamespace(namespace).list().getItems().stream()
          .filter(births::concerns)
          .forEach(each -> births.alive.add(each.getMetadata().getUid()));
      births.most = births.alive.size();
      births.watch = client.pods().inNamespace(namespace).watch(births);
      return births;
    }

    private boolean concerns(Pod pod) {
      return pod.getMetadata().getName().startsWith(prefix);
    }

    @Override
    public synchronized void eventReceived(Action action, Pod pod) {
      String uid = pod.getMetadata().getUid();
      if (!concerns(pod)) {
        return;
      }
      if (action == Action.DELETED) {
        alive.remove(uid);
      } else if (alive.add(uid)) {
        born.add(uid);
        most = Math.max(most, alive.size());
      }
    }

    @Override
    public void onClose(WatcherException cause) {
      born.add("the watch was cut: " + cause);
    }

    List<String> uids() {
      return List.copyOf(born);
    }

    int mostAtOnce() {
      return most;
    }

    @Override
    public void close() {
      try {
        if (watch != null) {
          watch.close();
        }
      } catch (Exception e) {
        throw new IllegalStateException("a watch that cannot be closed", e);
      }
    }
  }
}
