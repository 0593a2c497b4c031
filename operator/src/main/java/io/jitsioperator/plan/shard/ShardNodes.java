package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.world.Owned;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The nodes that matter to a shard: those of the pods of which there is only one. */
public final class ShardNodes {

  /** The components of which there is only one. */
  static final List<Component> SIGNALLING =
      List.of(Component.PROSODY, Component.BREWERY, Component.JICOFO);

  private ShardNodes() {}

  /**
   * Names of nodes.
   *
   * @param shard its name
   * @param owned what exists below it
   */
  public static Set<String> of(String shard, Owned owned) {
    return SIGNALLING.stream()
        .map(component -> Scope.podOf(shard, component))
        .flatMap(name -> owned.find(Pod.class, name).stream())
        .flatMap(pod -> Pods.node(pod).stream())
        .collect(Collectors.toSet());
  }

  /** The pods of which there is only one, in start order. */
  static Stream<Pod> pods(Scope scope) {
    return SIGNALLING.stream()
        .flatMap(c -> scope.world().owned().find(Pod.class, scope.podOf(c)).stream());
  }
}
