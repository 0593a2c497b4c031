package io.jitsioperator.testbed.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SleepAction;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens between a pod's deletion and SIGTERM. Only {@code sleep} is simulated.
 *
 * @param pause the longest sleep of any container
 * @param unsupported containers whose hook is of another kind and is not run
 */
record PreStop(Duration pause, List<String> unsupported) {

  static PreStop of(Pod pod) {
    Duration pause =
        pod.getSpec().getContainers().stream()
            .map(PreStop::sleep)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    List<String> unsupported =
        pod.getSpec().getContainers().stream()
            .filter(each -> hook(each) && each.getLifecycle().getPreStop().getSleep() == null)
            .map(Container::getName)
            .toList();
    return new PreStop(pause, unsupported);
  }

  private static boolean hook(Container container) {
    return container.getLifecycle() != null && container.getLifecycle().getPreStop() != null;
  }

  private static Duration sleep(Container container) {
    if (!hook(container)) {
      return Duration.ZERO;
    }
    @Nullable SleepAction sleep = container.getLifecycle().getPreStop().getSleep();
    return sleep == null ? Duration.ZERO : Duration.ofSeconds(sleep.getSeconds());
  }
}
