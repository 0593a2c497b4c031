package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReferenceBuilder;
import io.jitsioperator.api.v1alpha1.Gateway;
import io.jitsioperator.api.v1alpha1.Gateway.ParentRef;
import io.jitsioperator.world.ApiState;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.OptionalApi;
import java.util.Optional;

/**
 * The HTTPRoute of web, if the user asks for one: everything below the shard's domain. It says
 * nothing of TLS, which is the listener's, and nothing of time-outs, a field that the first
 * versions of gateway.networking.k8s.io/v1 do not have.
 */
final class WebRoute {

  private WebRoute() {}

  /** Empty while the cluster is not known to have the kind; then what exists stays. */
  static Optional<HTTPRoute> plan(Scope scope) {
    return Optional.ofNullable(scope.spec().web().gateway())
        .filter(wanted -> api(scope) instanceof ApiState.Served)
        .map(wanted -> route(scope, wanted));
  }

  /** What must not be pruned, whether or not it can be applied now. */
  static Optional<ObjectRef> kept(Scope scope) {
    return Optional.ofNullable(scope.spec().web().gateway()).map(wanted -> ref(scope));
  }

  static ApiState api(Scope scope) {
    return scope.world().surroundings().api(OptionalApi.HTTP_ROUTE);
  }

  private static ObjectRef ref(Scope scope) {
    var api = OptionalApi.HTTP_ROUTE;
    return scope.ref(api.apiVersion(), api.kind(), scope.nameOf(Component.WEB));
  }

  private static HTTPRoute route(Scope scope, Gateway wanted) {
    return new HTTPRouteBuilder()
        .withMetadata(scope.meta(Component.WEB))
        .withNewSpec()
        .withParentRefs(wanted.parentRefs().stream().map(WebRoute::parent).toList())
        .withHostnames(scope.spec().domain())
        .addNewRule()
        .addNewMatch()
        .withNewPath()
        .withType("PathPrefix")
        .withValue("/")
        .endPath()
        .endMatch()
        .addNewBackendRef()
        .withName(scope.nameOf(Component.WEB))
        .withPort(Web.SERVICE_PORT)
        .endBackendRef()
        .endRule()
        .endSpec()
        .build();
  }

  private static ParentReference parent(ParentRef wanted) {
    return new ParentReferenceBuilder()
        .withName(wanted.name())
        .withNamespace(wanted.namespace())
        .withSectionName(wanted.sectionName())
        .withPort(wanted.port())
        .build();
  }
}
