package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The Gateway API comes and goes while the operator runs. Seen to fail when an API that was absent
 * was never asked for again, and when the route had no parentRefs.
 */
@OwnCluster
class GatewayIT {

  private static final String GATEWAY =
      "web: {gateway: {parentRefs: [{name: public, sectionName: https}]}}";

  private final RunningOperator operator;
  private final OptionalKind routes;

  GatewayIT(RunningOperator operator) {
    this.operator = operator;
    this.routes =
        new OptionalKind(
            operator.client(), "httproutes.gateway.networking.k8s.io", "httproutes.yaml");
  }

  @AfterEach
  void withoutTheApi() {
    routes.remove();
  }

  @Test
  void theRouteFollowsTheApiWithoutARestart(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1", GATEWAY).awaitReady();
    shard.await("WebExposed=False (GatewayApiAbsent)");
    routes.install();
    shard.await("WebExposed=False (RouteNotAccepted)");
    assertThat(namespace.kubectl("get", "httproute", "eu1-web", "-o", "yaml"))
        .contains("eu1.example.com", "sectionName: https", "name: eu1-web");

    accept(namespace);
    shard.await("WebExposed=True (Exposed)");

    // Somebody's edit is repaired: the kind is watched like those that every cluster has.
    namespace.kubectl(
        "patch",
        "httproute",
        "eu1-web",
        "--type=merge",
        "-p",
        "{\"spec\":{\"hostnames\":[\"a.b\"]}}");
    Eventually.see(
        "the host is back",
        () -> namespace.kubectl("get", "httproute", "eu1-web", "-o", "jsonpath={.spec.hostnames}"),
        hosts -> hosts.contains("eu1.example.com"));

    namespace.apply(Shard.manifest("eu2", GATEWAY).replace("eu2.example", "eu1.example"));
    Shard other = new Shard(operator, namespace.name(), "eu2");
    other.await("WebExposed=False (HostTaken)");
    shard.await("WebExposed=False (HostTaken)");
    assertThat(namespace.kubectl("get", "httproute", "-o", "name").lines()).hasSize(2);
    namespace.shard("eu2", GATEWAY);
    shard.await("WebExposed=True (Exposed)");

    // The API goes, and takes the routes with it: nothing else notices.
    withoutTheApi();
    namespace.shard("eu3").awaitReady();
    shard.awaitReady();
  }

  private void accept(TestNamespace namespace) {
    namespace.kubectl(
        "patch",
        "httproute",
        "eu1-web",
        "--subresource=status",
        "--type=merge",
        "-p",
        """
        {"status": {"parents": [{"controllerName": "example.com/a", "parentRef": {"name": "public"},
         "conditions": [{"type": "Accepted", "status": "True", "reason": "Accepted", "message": "",
         "lastTransitionTime": "2026-01-01T00:00:00Z"}]}]}}""");
  }
}
