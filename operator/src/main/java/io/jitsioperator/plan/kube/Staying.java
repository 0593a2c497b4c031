package io.jitsioperator.plan.kube;

import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.util.List;
import java.util.stream.Stream;

/**
 * Pods that hold calls stay where they are: a node that is NotReady or unreachable for the control
 * plane may still serve them. Never without an effect: that would place new pods on dead nodes.
 */
public final class Staying {

  private static final List<Toleration> STAY =
      Stream.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable")
          .map(
              key ->
                  new TolerationBuilder()
                      .withKey(key)
                      .withOperator("Exists")
                      .withEffect("NoExecute")
                      .build())
          .toList();

  private Staying() {}

  /** Ours and the user's, each once. */
  public static List<Toleration> tolerations(List<Toleration> users) {
    return Stream.concat(STAY.stream(), users.stream().filter(t -> !STAY.contains(t))).toList();
  }
}
