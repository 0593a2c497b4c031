package io.jitsioperator.plan.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Fields that the API server refuses to change. An object that must change in one of them has to be
 * made anew.
 */
public final class Immutable {

  private Immutable() {}

  /** The first field in which the observed object can never become the wanted one. */
  public static Optional<String> conflict(HasMetadata observed, HasMetadata wanted) {
    return switch (wanted) {
      case StatefulSet w when observed instanceof StatefulSet o -> statefulSet(o, w);
      case Deployment w when observed instanceof Deployment o ->
          field("spec.selector", o.getSpec().getSelector(), w.getSpec().getSelector());
      case Service w when observed instanceof Service o ->
          field("spec.clusterIP", isHeadless(o), isHeadless(w));
      default -> Optional.empty();
    };
  }

  private static Optional<String> statefulSet(StatefulSet observed, StatefulSet wanted) {
    var o = observed.getSpec();
    var w = wanted.getSpec();
    return field("spec.selector", o.getSelector(), w.getSelector())
        .or(() -> field("spec.serviceName", o.getServiceName(), w.getServiceName()))
        .or(
            () ->
                field(
                    "spec.podManagementPolicy",
                    o.getPodManagementPolicy(),
                    w.getPodManagementPolicy()))
        .or(
            () ->
                field(
                    "spec.volumeClaimTemplates",
                    names(o.getVolumeClaimTemplates()),
                    names(w.getVolumeClaimTemplates())));
  }

  private static Optional<String> field(String name, Object observed, Object wanted) {
    return Objects.equals(observed, wanted) ? Optional.empty() : Optional.of(name);
  }

  /** The server fills claims in with defaults, so only their names can be compared. */
  private static List<String> names(List<PersistentVolumeClaim> claims) {
    return claims.stream().map(c -> c.getMetadata().getName()).toList();
  }

  private static boolean isHeadless(Service service) {
    return "None".equals(service.getSpec().getClusterIP());
  }
}
