package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.plan.status.Names;
import io.jitsioperator.plan.status.Reason;
import io.jitsioperator.plan.status.Verdict;
import io.jitsioperator.world.Nodes;
import io.jitsioperator.world.PortRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Whether every bridge has a port, and tells participants the address that was asked for. */
final class MediaVerdict {

  /** Providers take a minute or two for an address. */
  private static final Duration USUAL = Duration.ofMinutes(3);

  private MediaVerdict() {}

  static Verdict of(PoolScope scope, Bridges bridges) {
    return hindrance(scope, bridges)
        .or(() -> privateOnly(scope, bridges))
        .or(() -> changed(scope, bridges))
        .orElseGet(() -> told(scope, bridges));
  }

  /** Why a bridge that is wanted cannot be made, if ports or addresses are the reason. */
  static Optional<Verdict> hindrance(PoolScope scope, Bridges bridges) {
    return ports(scope, bridges.newcomers()).or(() -> ingress(scope, bridges.newcomers()));
  }

  private static Optional<Verdict> ports(PoolScope scope, Newcomers newcomers) {
    var refusals = scope.world().media().refusals();
    if (newcomers.lacking() > 0) {
      return Optional.of(noneLeft(scope, newcomers.lacking(), refusals));
    }
    return newcomers.asked().isEmpty() || refusals.stream().allMatch(r -> r.range().isPresent())
        ? Optional.empty()
        : Optional.of(
            Verdict.no(
                Reason.PORT_TAKEN,
                "Another Service of the cluster has %s of the nodes already."
                    .formatted(numbers(refusals))));
  }

  private static Verdict noneLeft(PoolScope scope, int lacking, List<PortRefusal> refusals) {
    var ports = scope.spec().media().ports();
    var range = "%d to %d".formatted(ports.from(), ports.last());
    var outside = refusals.stream().flatMap(r -> r.range().stream()).findFirst();
    if (outside.isPresent()) {
      return Verdict.no(
          Reason.PORT_OUT_OF_RANGE,
          "spec.media.ports are %s, but the cluster gives Services only ports from %d to %d."
              .formatted(range, outside.get().from(), outside.get().to()));
    }
    var others =
        refusals.isEmpty()
            ? ""
            : " Other Services of the cluster have %s.".formatted(numbers(refusals));
    return Verdict.no(
        Reason.NO_PORT_LEFT,
        "spec.media.ports (%s) has no port left for %d more.%s".formatted(range, lacking, others));
  }

  private static String numbers(List<PortRefusal> refusals) {
    var taken = refusals.stream().filter(r -> r.range().isEmpty());
    return "port " + Names.list(taken.map(r -> Integer.toString(r.port())));
  }

  private static Optional<Verdict> ingress(PoolScope scope, Newcomers newcomers) {
    var late = newcomers.waiting().stream().filter(s -> isLate(scope, s)).toList();
    var unresolved =
        late.stream()
            .flatMap(s -> IngressAddresses.of(scope, s).unresolved().stream())
            .distinct()
            .toList();
    if (!unresolved.isEmpty()) {
      return Optional.of(
          Verdict.no(
              Reason.NAME_UNRESOLVED,
              "No address is known of %s.".formatted(Names.list(unresolved.stream()))));
    }
    if (!late.isEmpty()) {
      return Optional.of(
          Verdict.no(
              Reason.NO_INGRESS_ADDRESS,
              "For more than %d minutes no address was given to %s."
                  .formatted(USUAL.toMinutes(), services(late))));
    }
    return newcomers.waiting().isEmpty()
        ? Optional.empty()
        : Optional.of(
            Verdict.no(
                Reason.ADDRESS_PENDING,
                "No address was given yet to %s.".formatted(services(newcomers.waiting()))));
  }

  private static boolean isLate(PoolScope scope, Service service) {
    return Optional.ofNullable(service.getMetadata().getCreationTimestamp())
        .map(Instant::parse)
        .filter(at -> !scope.now().isBefore(at.plus(USUAL)))
        .isPresent();
  }

  private static String services(List<Service> services) {
    return "Service " + Names.list(services.stream().map(s -> s.getMetadata().getName()));
  }

  private static Optional<Verdict> privateOnly(PoolScope scope, Bridges bridges) {
    var nodes =
        pods(bridges, pod -> Advertising.isPrivate(scope, pod))
            .flatMap(pod -> Pods.node(pod).stream())
            .distinct()
            .toList();
    var why =
        scope.world().nodes().sight() == Nodes.Sight.FORBIDDEN
            ? ": the operator has no right to look at nodes (rbac.nodes of the Helm chart)."
            : ".";
    return nodes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Verdict.no(
                Reason.PRIVATE_ONLY,
                "No external address is known of %s%s".formatted(Names.list(nodes.stream()), why)));
  }

  /** Nobody changes what a bridge tells while it runs. */
  private static Optional<Verdict> changed(PoolScope scope, Bridges bridges) {
    var names =
        bridges.all().stream()
            .filter(b -> !b.phase().leaves() && Advertising.isOutdated(b))
            .map(Bridge::name)
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Verdict.no(
                Reason.ADDRESS_CHANGED,
                "The Service has another address than the bridge tells: %s."
                    .formatted(Names.list(names.stream()))));
  }

  private static Verdict told(PoolScope scope, Bridges bridges) {
    return pods(bridges, pod -> waits(scope, pod)).findAny().isPresent()
        ? Verdict.notSeenYet("The addresses of the nodes were not seen yet.")
        : Verdict.yes(Reason.ADDRESSED, "Every bridge tells an address as it was asked for.");
  }

  private static boolean waits(PoolScope scope, Pod pod) {
    return MediaManner.of(scope, pod).isToldByOperator()
        && !Pods.hasEnded(pod)
        && Pods.annotation(pod, Advertising.ANNOTATION).isEmpty();
  }

  private static Stream<Pod> pods(Bridges bridges, Predicate<Pod> such) {
    return bridges.all().stream().map(Bridge::pod).filter(such);
  }
}
