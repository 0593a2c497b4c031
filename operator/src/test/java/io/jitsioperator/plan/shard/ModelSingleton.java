package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.jitsioperator.world.PortReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Prosody, brewery or Jicofo of a model: its StatefulSet as it is stored, its pod, and every
 * process that was ever begun for it. A pod is forgotten by the API server when it is deleted by
 * force; its process is not gone by that.
 */
final class ModelSingleton {

  /** From the pod to a process that listens, in seconds. */
  private static final int STARTS = 10;

  /** From an orderly delete to the end of the process, in seconds. */
  private static final int ENDS = 5;

  final Component component;
  final List<Process> processes = new ArrayList<>();
  Optional<StatefulSet> set = Optional.empty();
  Optional<Process> pod = Optional.empty();

  /** When the user has last changed what it shall be. */
  Instant changed = Worlds.NOW;

  private int uids;
  private Optional<String> revision = Optional.empty();

  ModelSingleton(Component component) {
    this.component = component;
  }

  /** One pod with its process. */
  static final class Process {
    final String uid;
    final String node;
    final StatefulSet template;
    Instant since;
    boolean alive;

    /** Nobody hears of it, but by the rules of the design its node counts as dead. */
    boolean givenUp;

    Optional<Instant> terminating = Optional.empty();
    PortReport.State port = PortReport.State.REFUSES;
    Instant portSince;

    Process(String uid, String node, StatefulSet template, Instant now) {
      this.uid = uid;
      this.node = node;
      this.template = template;
      this.since = now;
      this.portSince = now;
    }
  }

  /** What the operator applies; the controller has seen it when it is shown. */
  void apply(StatefulSet planned, Instant now) {
    var wanted = revisionOf(planned);
    long generation = set.map(old -> old.getMetadata().getGeneration()).orElse(0L);
    set =
        Optional.of(
            new StatefulSetBuilder(planned)
                .editMetadata()
                .withUid("uid-set-" + component.word())
                .withGeneration(generation + 1)
                .endMetadata()
                .withNewStatus()
                .withObservedGeneration(generation + 1)
                .endStatus()
                .build());
    if (!revision.equals(Optional.of(wanted))) {
      revision = Optional.of(wanted);
      changed = now;
    }
  }

  static String revisionOf(StatefulSet set) {
    return set.getSpec().getTemplate().getMetadata().getAnnotations().get(Revision.ANNOTATION);
  }

  /** Five seconds of controller, kubelets and processes. */
  void live(ModelShard shard) {
    var now = shard.now;
    if (pod.isEmpty() && set.isPresent()) {
      shard.freeNode().ifPresent(node -> bear(node, now));
    }
    for (var process : processes) {
      var state = shard.state(process.node);
      if (state == ModelShard.NodeState.OFF) {
        process.alive = false;
      } else if (state == ModelShard.NodeState.HEARD) {
        obey(process, now);
      }
      hear(process, state, now);
    }
  }

  private void bear(String node, Instant now) {
    var process = new Process("uid-" + component.word() + uids++, node, set.orElseThrow(), now);
    processes.add(process);
    pod = Optional.of(process);
  }

  /** Its kubelet does what the API server says: what has no pod any more ends, too. */
  private void obey(Process process, Instant now) {
    var isOurs = pod.filter(p -> p == process).isPresent();
    if (!isOurs) {
      process.alive = false;
    } else if (process.terminating.isPresent()) {
      if (!now.isBefore(process.terminating.get().plusSeconds(ENDS))) {
        process.alive = false;
        pod = Optional.empty();
      }
    } else if (!process.alive && !now.isBefore(process.since.plusSeconds(STARTS))) {
      process.alive = true;
      process.since = now;
    }
  }

  private static void hear(Process process, ModelShard.NodeState state, Instant now) {
    var shown =
        state == ModelShard.NodeState.OFF || state == ModelShard.NodeState.SPLIT
            ? PortReport.State.SILENT
            : process.alive ? PortReport.State.ACCEPTS : PortReport.State.REFUSES;
    if (shown != process.port) {
      process.port = shown;
      process.portSince = now;
    }
  }

  /** It falls, and its container is started anew. */
  void crash(Instant now) {
    pod.filter(p -> p.alive)
        .ifPresent(
            p -> {
              p.alive = false;
              p.since = now;
            });
  }

  /** What the API server shows. */
  List<HasMetadata> shown(ModelShard shard) {
    var all = new ArrayList<HasMetadata>();
    set.ifPresent(all::add);
    pod.ifPresent(p -> all.add(pod(p, shard)));
    return all;
  }

  private Pod pod(Process process, ModelShard shard) {
    var template = process.template.getSpec().getTemplate();
    var isHeard = shard.state(process.node) == ModelShard.NodeState.HEARD;
    var state =
        process.alive || !isHeard
            ? new ContainerStateBuilder().withNewRunning().endRunning().build()
            : new ContainerStateBuilder().withNewWaiting("it begins", "ContainerCreating").build();
    return new PodBuilder()
        .withNewMetadata()
        .withName("eu1-" + component.word() + "-0")
        .withNamespace("ns")
        .withUid(process.uid)
        .withAnnotations(template.getMetadata().getAnnotations())
        .withDeletionTimestamp(process.terminating.map(Instant::toString).orElse(null))
        .endMetadata()
        .withNewSpec()
        .withNodeName(process.node)
        .addNewContainer()
        .withName(component.word())
        .withImage(template.getSpec().getContainers().getFirst().getImage())
        .endContainer()
        .endSpec()
        .withNewStatus()
        .withPhase("Running")
        .withPodIP("10.0.0." + component.ordinal())
        .addNewCondition()
        .withType("Ready")
        .withStatus(process.alive && isHeard ? "True" : "False")
        .endCondition()
        .addNewContainerStatus()
        .withName(component.word())
        .withState(state)
        .endContainerStatus()
        .endStatus()
        .build();
  }
}
