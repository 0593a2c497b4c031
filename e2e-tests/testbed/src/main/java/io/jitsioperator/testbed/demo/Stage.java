package io.jitsioperator.testbed.demo;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where the stories take place: one shard in one namespace.
 *
 * @param screen what is told
 * @param cluster what a user has
 * @param machine what a user has not
 */
record Stage(Screen screen, Cluster cluster, Machine machine) {

  static final String NAMESPACE = "meetings";
  static final String NAME = "eu1";
  static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Runs kubectl in the namespace and returns what it prints. */
  String kubectl(String verb, String... arguments) throws Exception {
    String[] all = new String[arguments.length + 3];
    all[0] = verb;
    all[1] = "-n";
    all[2] = NAMESPACE;
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return cluster.kubectl(all);
  }

  /** Applies a manifest in the namespace and returns what kubectl prints. */
  String apply(String manifest) throws Exception {
    return cluster.apply(NAMESPACE, manifest);
  }

  /** A step that waits for a condition of the shard, and returns it. */
  Condition await(String what, String type, String status) throws Exception {
    return screen.step(what, () -> cluster.await(NAMESPACE, NAME, type, status, PATIENCE));
  }

  Condition awaitReason(String what, String type, String reason) throws Exception {
    return screen.step(
        what,
        () -> {
          cluster.await(
              type + " (" + reason + ")",
              PATIENCE,
              () -> condition(type).filter(c -> reason.equals(c.getReason())).isPresent(),
              () -> condition(type).map(Cluster::sentence).orElse("no condition yet"));
          return condition(type).orElseThrow();
        });
  }

  private Optional<Condition> condition(String type) {
    return cluster.condition(NAMESPACE, NAME, type);
  }

  Pod pod(String name) {
    return cluster.client().pods().inNamespace(NAMESPACE).withName(name).require();
  }

  /** UIDs of all pods by name. */
  Map<String, String> pods() {
    TreeMap<String, String> uids = new TreeMap<>();
    cluster
        .client()
        .pods()
        .inNamespace(NAMESPACE)
        .list()
        .getItems()
        .forEach(p -> uids.put(p.getMetadata().getName(), p.getMetadata().getUid()));
    require(!uids.isEmpty(), "there are no pods");
    return uids;
  }

  /** Ends the story unless it is true. */
  static void require(boolean truth, String otherwise) {
    if (!truth) {
      throw new IllegalStateException(otherwise);
    }
  }
}
