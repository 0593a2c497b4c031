package io.jitsioperator.testbed.demo;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One shard: made from ten lines, broken in three ways, repaired, deleted. Every step is asserted
 * from the API.
 */
final class ShardStory {

  /** What the story needs done to the machine below Kubernetes. */
  interface Machine {

    /** Kills the process in a pod's container, as the kernel's OOM killer would. */
    void killProcess(String namespace, String pod);

    /** Kills the operator with SIGKILL. */
    void killOperator() throws Exception;

    /** Starts the operator again and returns when it is ready. */
    void startOperator() throws Exception;
  }

  static final String NAMESPACE = "meetings";
  static final String NAME = "eu1";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Screen screen;
  private final Cluster cluster;
  private final Machine machine;

  ShardStory(Screen screen, Cluster cluster, Machine machine) {
    this.screen = screen;
    this.cluster = cluster;
    this.machine = machine;
  }

  /**
   * Tells it.
   *
   * @param keep whether the shard stays at the end, to look around in
   */
  void tell(Path sample, boolean keep) throws Exception {
    make(sample);
    loseService();
    loseProsody();
    loseOperator();
    if (!keep) {
      delete();
    }
  }

  private void make(Path sample) throws Exception {
    screen.chapter("A shard from ten lines");
    cluster
        .client()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(NAMESPACE)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .create();
    screen.step(
        "kubectl apply of the sample",
        () -> cluster.kubectl("apply", "-n", NAMESPACE, "-f", sample.toString()));
    for (String part :
        List.of(
            "CredentialsReady",
            "ProsodyReady",
            "BreweryReady",
            "WebReady",
            "JicofoReady",
            "Ready")) {
      screen.step(part, () -> cluster.await(NAMESPACE, NAME, part, "True", PATIENCE));
    }
    screen.step(
        "it says that it has no bridges yet",
        () -> {
          var condition = cluster.await(NAMESPACE, NAME, "BridgesAvailable", "False", PATIENCE);
          require("NoPool".equals(condition.getReason()), Cluster.sentence(condition));
          return condition;
        });
    look();
  }

  private void look() throws Exception {
    screen.show("kubectl get jitsi", cluster.kubectl("get", "jitsi", "-n", NAMESPACE));
    screen.show("kubectl get pods", cluster.kubectl("get", "pods", "-n", NAMESPACE, "-o", "wide"));
    screen.say("Conditions:");
    cluster
        .shard(NAMESPACE, NAME)
        .getStatus()
        .conditions()
        .forEach(c -> screen.say("  " + Cluster.sentence(c)));
  }

  private void loseService() throws Exception {
    screen.chapter("Somebody deletes a Service");
    String before = service().getMetadata().getUid();
    screen.step(
        "kubectl delete service eu1-prosody",
        () -> cluster.kubectl("delete", "service", "-n", NAMESPACE, "eu1-prosody"));
    screen.step(
        "it is back, with another UID",
        () -> {
          awaitService(before);
          return before;
        });
  }

  private void loseProsody() throws Exception {
    screen.chapter("Prosody's process dies");
    String pod = "eu1-prosody-0";
    int restarts = restarts(pod);
    String uid = pod(pod).getMetadata().getUid();
    machine.killProcess(NAMESPACE, pod);
    screen.step(
        "the shard says so", () -> cluster.await(NAMESPACE, NAME, "Ready", "False", PATIENCE));
    screen.say(Cluster.sentence(cluster.condition(NAMESPACE, NAME, "ProsodyReady").orElseThrow()));
    screen.step("the container is started again", () -> awaitRestart(pod, restarts));
    screen.step(
        "everybody has logged in again: Ready",
        () -> cluster.await(NAMESPACE, NAME, "Ready", "True", PATIENCE));
    require(
        uid.equals(pod(pod).getMetadata().getUid()),
        "the pod was replaced, although only its process had died");
  }

  private void loseOperator() throws Exception {
    screen.chapter("The operator is killed with -9, and something is deleted while it is away");
    Secret secret = secret();
    Map<String, String> pods = podUids();
    machine.killOperator();
    String before = service().getMetadata().getUid();
    screen.step(
        "kubectl delete service eu1-prosody",
        () -> cluster.kubectl("delete", "service", "-n", NAMESPACE, "eu1-prosody"));
    screen.step(
        "the operator starts again",
        () -> {
          machine.startOperator();
          return before;
        });
    screen.step(
        "the Service is back",
        () -> {
          awaitService(before);
          return before;
        });
    screen.step("Ready", () -> cluster.await(NAMESPACE, NAME, "Ready", "True", PATIENCE));
    screen.step(
        "no password was changed, no pod restarted",
        () -> {
          require(Objects.equals(secret.getData(), secret().getData()), "the credentials changed");
          require(pods.equals(podUids()), "pods were replaced: " + pods + " became " + podUids());
          return pods;
        });
    screen.show(
        "kubectl get events",
        cluster.kubectl(
            "get",
            "events",
            "-n",
            NAMESPACE,
            "--field-selector",
            "involvedObject.kind=JitsiShard",
            "--sort-by=.metadata.creationTimestamp"));
  }

  private void delete() throws Exception {
    screen.chapter("The shard is deleted");
    screen.step(
        "kubectl delete jitsishard eu1",
        () -> cluster.kubectl("delete", "jitsishard", "-n", NAMESPACE, NAME, "--wait=false"));
    screen.step(
        "everything it made is gone, by owner references",
        () -> {
          cluster.await(
              "an empty namespace", PATIENCE, () -> leftovers().isEmpty(), this::leftovers);
          return "";
        });
  }

  private String leftovers() {
    try {
      return cluster.kubectl(
          "get",
          "statefulset,deployment,service,secret,poddisruptionbudget,networkpolicy,pod",
          "-n",
          NAMESPACE,
          "-l",
          "app.kubernetes.io/managed-by=jitsi-operator",
          "-o",
          "name");
    } catch (Exception e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void awaitService(String otherThan) throws Exception {
    cluster.await(
        "a new Service eu1-prosody",
        PATIENCE,
        () -> {
          Service now =
              cluster.client().services().inNamespace(NAMESPACE).withName("eu1-prosody").get();
          return now != null && !otherThan.equals(now.getMetadata().getUid());
        },
        () -> "none or the old one");
  }

  private Service service() {
    return cluster.client().services().inNamespace(NAMESPACE).withName("eu1-prosody").require();
  }

  private Secret secret() {
    return cluster.client().secrets().inNamespace(NAMESPACE).withName("eu1-credentials").require();
  }

  private Pod pod(String name) {
    return cluster.client().pods().inNamespace(NAMESPACE).withName(name).require();
  }

  private int restarts(String pod) {
    return pod(pod).getStatus().getContainerStatuses().getFirst().getRestartCount();
  }

  private int awaitRestart(String pod, int before) throws Exception {
    cluster.await(
        "a restart of " + pod,
        PATIENCE,
        () -> restarts(pod) > before,
        () -> restarts(pod) + " restarts");
    return restarts(pod);
  }

  private Map<String, String> podUids() {
    TreeMap<String, String> uids = new TreeMap<>();
    cluster
        .client()
        .pods()
        .inNamespace(NAMESPACE)
        .list()
        .getItems()
        .forEach(p -> uids.put(p.getMetadata().getName(), p.getMetadata().getUid()));
    require(!uids.isEmpty(), "there are no pods");
    require(
        cluster
                .client()
                .resources(StatefulSet.class)
                .inNamespace(NAMESPACE)
                .list()
                .getItems()
                .size()
            == 3,
        "not three StatefulSets");
    return uids;
  }

  private static void require(boolean truth, String otherwise) {
    if (!truth) {
      throw new IllegalStateException(otherwise);
    }
  }
}
