package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatus;
import io.jitsioperator.api.v1alpha1.Gateway;
import io.jitsioperator.api.v1alpha1.Gateway.ParentRef;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.api.v1alpha1.JitsiShardStatus;
import io.jitsioperator.plan.status.Reason;
import io.jitsioperator.plan.status.Verdict;
import io.jitsioperator.world.ApiState;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the way from outside that the spec asks for leads to this shard: for the condition {@code
 * WebExposed}, which a shard without Ingress and Gateway does not have.
 */
final class Exposure {

  static final String CONDITION = "WebExposed";

  /** Of a route's status; both must hold (Gateway API, HTTPRoute, RouteConditionType). */
  private static final Set<String> NEEDED = Set.of("Accepted", "ResolvedRefs");

  private Exposure() {}

  static Optional<Verdict> verdict(Scope scope) {
    var web = scope.spec().web();
    if (web.ingress() == null && web.gateway() == null) {
      return Optional.empty();
    }
    return Optional.of(
        contested(scope)
            .or(() -> web.gateway() == null ? Optional.empty() : route(scope, web.gateway()))
            .orElseGet(() -> Verdict.yes(Reason.EXPOSED, "The way from outside leads to web.")));
  }

  /** Whether the status says that another shard asks for the same host at the same place. */
  static boolean isContested(JitsiShardStatus status) {
    return status
        .condition(CONDITION)
        .filter(c -> Reason.HOST_TAKEN.word().equals(c.getReason()))
        .isPresent();
  }

  /** Nobody can tell where such requests go, so neither shard is let off. */
  private static Optional<Verdict> contested(Scope scope) {
    var rivals =
        scope.world().surroundings().namesakes().stream()
            .filter(other -> meet(scope.world().shard(), other))
            .map(o -> o.getMetadata().getNamespace() + "/" + o.getMetadata().getName())
            .sorted()
            .collect(Collectors.joining(", "));
    return rivals.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Verdict.no(
                Reason.HOST_TAKEN,
                "The host %s is also asked for by JitsiShard %s at the same ingress class or Gateway."
                    .formatted(scope.spec().domain(), rivals)));
  }

  /** Whether both are led in at the same place. */
  private static boolean meet(JitsiShard one, JitsiShard other) {
    var mine = one.getSpec().web();
    var theirs = other.getSpec().web();
    var sameClass =
        mine.ingress() != null
            && theirs.ingress() != null
            && Objects.equals(mine.ingress().className(), theirs.ingress().className());
    return sameClass
        || (mine.gateway() != null
            && theirs.gateway() != null
            && meet(one, mine.gateway(), other, theirs.gateway()));
  }

  private static boolean meet(JitsiShard one, Gateway mine, JitsiShard other, Gateway theirs) {
    return mine.parentRefs().stream()
        .anyMatch(a -> theirs.parentRefs().stream().anyMatch(b -> meet(one, a, other, b)));
  }

  private static boolean meet(JitsiShard one, ParentRef a, JitsiShard other, ParentRef b) {
    return a.name().equals(b.name())
        && namespace(one, a).equals(namespace(other, b))
        && overlap(a.sectionName(), b.sectionName())
        && overlap(a.port(), b.port());
  }

  private static String namespace(JitsiShard shard, ParentRef parent) {
    return Objects.requireNonNullElse(parent.namespace(), shard.getMetadata().getNamespace());
  }

  private static boolean overlap(@Nullable Object one, @Nullable Object other) {
    return one == null || other == null || one.equals(other);
  }

  private static Optional<Verdict> route(Scope scope, Gateway wanted) {
    return switch (WebRoute.api(scope)) {
      case ApiState.Absent absent ->
          Optional.of(
              Verdict.no(
                  Reason.GATEWAY_API_ABSENT,
                  "The cluster has no HTTPRoute of gateway.networking.k8s.io/v1."));
      case ApiState.Forbidden(String why) ->
          Optional.of(
              Verdict.no(
                  Reason.API_FORBIDDEN, "The operator may not read HTTPRoutes: " + why + "."));
      case ApiState.Unknown(String why) ->
          Optional.of(
              Verdict.notSeenYet("It is not known whether the cluster has HTTPRoutes: " + why));
      case ApiState.Served served -> served(scope, wanted);
    };
  }

  private static Optional<Verdict> served(Scope scope, Gateway wanted) {
    var parents =
        scope
            .world()
            .owned()
            .find(HTTPRoute.class, scope.nameOf(Component.WEB))
            .map(HTTPRoute::getStatus)
            .map(status -> status.getParents())
            .orElse(List.of());
    var refused = refusals(parents).findFirst();
    if (refused.isPresent()) {
      return Optional.of(Verdict.no(Reason.ROUTE_REFUSED, refused.get()));
    }
    return wanted.parentRefs().stream()
        .filter(ref -> parents.stream().noneMatch(p -> accepts(p, ref)))
        .findFirst()
        .map(
            ref ->
                Verdict.no(
                    Reason.ROUTE_NOT_ACCEPTED,
                    "Gateway " + ref.name() + " has not accepted the HTTPRoute of web yet."));
  }

  private static Stream<String> refusals(List<RouteParentStatus> parents) {
    return parents.stream()
        .flatMap(
            parent ->
                parent.getConditions().stream()
                    .filter(c -> NEEDED.contains(c.getType()) && "False".equals(c.getStatus()))
                    .map(c -> sentence(parent, c)));
  }

  private static String sentence(RouteParentStatus parent, Condition condition) {
    return "Gateway %s does not take the HTTPRoute of web (%s): %s"
        .formatted(parent.getParentRef().getName(), condition.getReason(), condition.getMessage());
  }

  private static boolean accepts(RouteParentStatus parent, ParentRef ref) {
    return ref.name().equals(parent.getParentRef().getName())
        && parent.getConditions().stream()
            .anyMatch(c -> "Accepted".equals(c.getType()) && "True".equals(c.getStatus()));
  }
}
