package io.jitsioperator.testbed.demo;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.testbed.Testbed;
import io.jitsioperator.testbed.controlplane.Binaries;
import io.jitsioperator.testbed.jitsi.Conference;
import io.jitsioperator.testbed.jitsi.FrontEnd;
import io.jitsioperator.testbed.jitsi.JicofoContainer;
import io.jitsioperator.testbed.jitsi.JitsiImages;
import io.jitsioperator.testbed.jitsi.JvbContainer;
import io.jitsioperator.testbed.node.NodeSettings;
import io.jitsioperator.testbed.operator.Installation;
import io.jitsioperator.testbed.operator.OperatorProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;

/** {@code make demo}: exit 0 and a summary, or 1 and what went wrong. */
public final class Demo implements Machine {

  private static final Duration START = Duration.ofSeconds(30);

  private final Screen screen;
  private final JitsiImages images;
  private final Testbed testbed;
  private final Installation installation;
  private Optional<OperatorProcess> operator = Optional.empty();

  private Demo(Screen screen, JitsiImages images, Testbed testbed, Installation installation) {
    this.screen = screen;
    this.images = images;
    this.testbed = testbed;
    this.installation = installation;
  }

  public static void main(String[] arguments) {
    // What Smack logs of a Prosody that dies is part of the story, but not of its telling.
    LogManager.getLogManager().reset();
    boolean terminal = System.console() != null && System.console().isTerminal();
    Screen screen = new Screen(System.out, terminal);
    System.exit(run(screen, "1".equals(System.getenv("KEEP"))));
  }

  private static int run(Screen screen, boolean keep) {
    Instant start = Instant.now();
    try {
      Path repository = Binaries.repository();
      JitsiImages images = new JitsiImages();
      screen.chapter("A Kubernetes control plane on this machine");
      try (Testbed testbed =
          screen.step(
              "etcd, kube-apiserver, kube-controller-manager, kube-scheduler and three simulated"
                  + " nodes",
              () -> Testbed.start(images, NodeSettings.small()))) {
        Installation installation =
            screen.step("CRDs and roles", () -> Installation.apply(testbed, repository));
        return new Demo(screen, images, testbed, installation).tell(repository, keep, start);
      }
    } catch (Exception e) {
      screen.failed(e);
      return 1;
    }
  }

  private int tell(Path repository, boolean keep, Instant start) throws Exception {
    Path kubeconfig =
        testbed.plane().admin().write(testbed.workspace().path().resolve("admin.kubeconfig"));
    Cluster cluster = new Cluster(testbed.client(), testbed.plane().kubectl(), kubeconfig);
    try {
      screen.step("the operator, from its jar, as its own ServiceAccount", this::begin);
      stories(
          new Stage(screen, cluster, this),
          repository.resolve("crds/samples/jitsishard/valid-minimal.yaml"),
          keep);
      screen.summary(start);
      if (keep) {
        stay(cluster, kubeconfig);
      }
      return 0;
    } catch (Exception e) {
      screen.failed(e);
      screen.say(testbed.evidence(Stage.NAMESPACE));
      operator.ifPresent(o -> screen.say("The operator's last lines:\n" + o.tail()));
      return 1;
    } finally {
      operator.ifPresent(OperatorProcess::close);
    }
  }

  /** Every step is asserted from the API, or by the people who talk. */
  private static void stories(Stage stage, Path sample, boolean keep) throws Exception {
    ShardStory shard = new ShardStory(stage);
    shard.make(sample);
    new RepairStory(stage).tell();
    new CallStory(stage).tell();
    BridgeStory bridges = new BridgeStory(stage);
    bridges.tell();
    new ScalingStory(stage).tell();
    if (!keep) {
      bridges.delete();
      shard.delete();
    }
  }

  private void stay(Cluster cluster, Path kubeconfig) throws InterruptedException {
    screen.chapter("It stays up until you press Ctrl-C");
    screen.say("KUBECONFIG=" + kubeconfig + " " + testbed.plane().kubectl() + " get jitsi -A");
    new CountDownLatch(1).await();
  }

  private OperatorProcess begin() throws IOException, InterruptedException {
    OperatorProcess process = installation.start(installation.kubeconfig(), Map.of());
    operator = Optional.of(process);
    process.awaitReady(START);
    return process;
  }

  @Override
  public void killProcess(String namespace, String name) {
    Pod pod = testbed.client().pods().inNamespace(namespace).withName(name).require();
    String container = pod.getSpec().getContainers().getFirst().getName();
    testbed.nodes().crash(namespace, name, container);
  }

  @Override
  public void killOperator() {
    operator.ifPresent(OperatorProcess::close);
  }

  @Override
  public void startOperator() throws IOException, InterruptedException {
    begin();
  }

  @Override
  public Conference meet(String room, int participants) {
    String domain =
        testbed
            .client()
            .resources(JitsiShard.class)
            .inNamespace(Stage.NAMESPACE)
            .withName(Stage.NAME)
            .require()
            .getSpec()
            .domain();
    return Conference.start(
        FrontEnd.of(testbed.network(), Stage.NAMESPACE, Stage.NAME, domain), room, participants);
  }

  @Override
  public void stress(String bridge, double perParticipant) {
    images
        .running(JvbContainer.class, Stage.NAMESPACE, bridge, "jvb")
        .orElseThrow(() -> new IllegalStateException("no bridge runs in " + bridge))
        .stressPerParticipant(perParticipant);
  }

  @Override
  public void awaitLooks(int times) throws InterruptedException {
    CountDownLatch looks = new CountDownLatch(times);
    images
        .running(JicofoContainer.class, Stage.NAMESPACE, Stage.NAME + "-jicofo-0", "jicofo")
        .orElseThrow(() -> new IllegalStateException("no Jicofo runs"))
        .beforeStats(looks::countDown);
    if (!looks.await(Stage.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("the operator has not looked at Jicofo " + times + " times");
    }
  }
}
