package io.jitsioperator.scenarios;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How the bridges of a namespace ended, by the last word of their kubelets: who asks for a pod when
 * it is gone does not hear it any more.
 */
final class Endings implements AutoCloseable {

  private final Map<String, Integer> codes = new ConcurrentHashMap<>();
  private final SharedIndexInformer<Pod> watch;

  /** Begins to watch. */
  Endings(Tenant tenant) {
    watch =
        tenant
            .cluster()
            .client()
            .pods()
            .inNamespace(tenant.namespace())
            .withLabel("app.kubernetes.io/component", "jvb")
            .inform(
                new ResourceEventHandler<>() {
                  @Override
                  public void onAdd(Pod pod) {
                    note(pod);
                  }

                  @Override
                  public void onUpdate(Pod before, Pod pod) {
                    note(pod);
                  }

                  @Override
                  public void onDelete(Pod pod, boolean unknown) {
                    note(pod);
                  }
                });
  }

  private void note(Pod pod) {
    List<ContainerStatus> statuses =
        Objects.requireNonNullElse(pod.getStatus().getContainerStatuses(), List.of());
    for (ContainerStatus each : statuses) {
      ContainerStateTerminated ended = each.getState().getTerminated();
      if (ended != null && each.getName().equals("jvb")) {
        codes.put(pod.getMetadata().getName(), ended.getExitCode());
      }
    }
  }

  /** Exit code of the bridge in that pod; empty while it has not ended. */
  Optional<Integer> code(Pod pod) {
    return Optional.ofNullable(codes.get(pod.getMetadata().getName()));
  }

  @Override
  public void close() {
    watch.close();
  }
}
