package io.jitsioperator.testbed.node;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/** A pod on a simulated node, from its binding to its end. */
sealed interface HostedPod permits PodRun, InstantPod {

  String uid();

  /** The pod has changed: labels, or it shall be deleted. */
  void update(Pod pod);

  /** A Secret, a ConfigMap or a Service of its namespace has changed. */
  void refresh();

  /**
   * The node was cut off and is back: all that is known of the pod is said once more, also what was
   * said before, for Kubernetes may have written something else meanwhile.
   */
  void repeat();

  /** Ends at once and without a word to the API: it is gone there, or the node has lost power. */
  void kill();

  /** The program of a container that runs now or ran last. */
  Optional<Container> container(String name);
}
