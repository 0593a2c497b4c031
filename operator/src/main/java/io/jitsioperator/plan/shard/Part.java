package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.jitsioperator.plan.status.Verdict;
import io.jitsioperator.world.ObjectRef;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One component as it shall be.
 *
 * @param component which
 * @param revision of its pods
 * @param services what leads to it; needs no credentials and always exists
 * @param workload what makes its pods; empty while something that they read is not known: then the
 *     one that exists stays as it is
 * @param workloadRef that workload, also while it is empty
 * @param verdict whether its pods run, by Kubernetes' word
 */
record Part(
    Component component,
    Revision revision,
    List<HasMetadata> services,
    Optional<? extends HasMetadata> workload,
    ObjectRef workloadRef,
    Verdict verdict) {

  Part {
    services = List.copyOf(services);
  }

  /** What is to be applied. */
  List<HasMetadata> objects() {
    return Stream.concat(services.stream(), workload.stream()).toList();
  }

  /** What its pod shall run; empty while that is not known. */
  Optional<String> image() {
    return workload
        .filter(StatefulSet.class::isInstance)
        .map(StatefulSet.class::cast)
        .map(set -> set.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage());
  }

  /** What is not to be pruned. */
  Stream<ObjectRef> kept() {
    return Stream.concat(services.stream().map(ObjectRef::of), Stream.of(workloadRef));
  }

  Part with(Verdict better) {
    return new Part(component, revision, services, workload, workloadRef, better);
  }
}
