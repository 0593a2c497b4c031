package io.jitsioperator.plan.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.world.ApiState;
import io.jitsioperator.world.OptionalApi;
import io.jitsioperator.world.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The way from outside: what is made of it, and what is said where it does not lead to web. */
final class ExposureTest {

  private static final String INGRESS = "ingress: { className: nginx }";
  private static final String GATEWAY =
      "gateway: { parentRefs: [{ name: public, namespace: gateways, sectionName: https }] }";

  private record Row(String seen, Stage stage, String expected) {}

  private static Stream<Row> rows() {
    return Stream.of(
        new Row("nothing is asked for", Stage.running(), "absent"),
        new Row("an Ingress", shard(INGRESS), "True Exposed"),
        rival("same class", INGRESS, INGRESS, "False HostTaken"),
        rival("both the default class", "ingress: {}", "ingress: {}", "False HostTaken"),
        rival("other class", INGRESS, "ingress: { className: office }", "True Exposed"),
        rival("same Gateway", GATEWAY, GATEWAY, "False HostTaken"),
        rival("any listener of it", GATEWAY, parent("namespace: gateways"), "False HostTaken"),
        rival(
            "other listener",
            INGRESS + ", " + GATEWAY,
            parent("namespace: gateways, sectionName: http"),
            "False RouteNotAccepted"),
        rival("namesake elsewhere", parent("port: 1"), parent("port: 1"), "False RouteNotAccepted"),
        rival("Ingress and Gateway", INGRESS, GATEWAY, "True Exposed"),
        api("no Gateway API", new ApiState.Absent(), "False GatewayApiAbsent"),
        api("no right", new ApiState.Forbidden("no"), "False ApiForbidden"),
        api("not asked", new ApiState.Unknown("time-out"), "Unknown NotSeenYet"),
        new Row("no controller", shard(GATEWAY), "False RouteNotAccepted"),
        route("accepted", "Accepted", "True", "True Exposed"),
        route("not accepted", "Accepted", "False", "False RouteRefused"),
        route("no backend", "ResolvedRefs", "False", "False RouteRefused"));
  }

  @TestFactory
  Stream<DynamicTest> table() {
    return rows()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.seen(), () -> assertEquals(row.expected(), condition(row.stage()))));
  }

  @Test
  void withoutTheApiNothingIsAppliedAndNothingRemoved() {
    for (var state : List.of(new ApiState.Absent(), new ApiState.Unknown("time-out"))) {
      var intent = apis(shard(GATEWAY).and(ofShard(route("Accepted", "True"))), state).plan();
      assertTrue(intent.objects().stream().noneMatch(HTTPRoute.class::isInstance), "applied");
      assertEquals(List.of(), intent.removals());
      assertEquals(
          "True AllReady",
          intent
              .status()
              .condition("Ready")
              .map(c -> c.getStatus() + " " + c.getReason())
              .orElse(""));
    }
  }

  @Test
  void aRouteThatNobodyAsksForAnyMoreGoes() {
    var removals = Stage.running().and(ofShard(route("Accepted", "True"))).plan().removals();
    assertEquals(
        List.of("HTTPRoute eu1-web"), removals.stream().map(r -> r.ref().toString()).toList());
  }

  @Test
  void theRivalIsWokenOnceAndNotForEver() {
    var stage = namesake(shard(INGRESS), other(INGRESS));
    var now = stage.plan().status();
    assertTrue(ShardReferences.hasNewRival(stage.world().shard().getStatus(), now));
    assertEquals(false, ShardReferences.hasNewRival(now, now));
  }

  @Test
  void aContestedHostDeletesNothing() {
    var stage = namesake(shard(INGRESS).settle(), other(INGRESS));
    assertEquals(List.of(), stage.plan().removals());
    var message = stage.plan().status().condition("WebExposed").orElseThrow().getMessage();
    assertTrue(message.contains("elsewhere/eu2"), message);
  }

  private static Row rival(String seen, String mine, String theirs, String expected) {
    return new Row(seen, namesake(shard(mine), other(theirs)), expected);
  }

  private static Row api(String seen, ApiState state, String expected) {
    return new Row(seen, apis(shard(GATEWAY), state), expected);
  }

  private static Row route(String seen, String type, String status, String expected) {
    return new Row(seen, shard(GATEWAY).and(ofShard(route(type, status))), expected);
  }

  private static String parent(String more) {
    return "gateway: { parentRefs: [{ name: public, " + more + " }] }";
  }

  private static Stage shard(String web) {
    return Stage.running().spec("{ domain: meet.example.com, web: { " + web + " } }");
  }

  private static JitsiShard other(String web) {
    var other =
        Worlds.shard(
            "metadata: { name: eu2, namespace: elsewhere, uid: other }\n"
                + "spec: { domain: meet.example.com, web: { "
                + web
                + " } }");
    assertEquals("eu2", other.getMetadata().getName());
    return other;
  }

  private static Stage namesake(Stage stage, JitsiShard other) {
    return stage.surroundings(
        new Surroundings(stage.world().surroundings().apis(), List.of(other)));
  }

  private static Stage apis(Stage stage, ApiState state) {
    return stage.surroundings(new Surroundings(Map.of(OptionalApi.HTTP_ROUTE, state), List.of()));
  }

  private static HTTPRoute route(String type, String status) {
    return new HTTPRouteBuilder()
        .withNewStatus()
        .addNewParent()
        .withNewParentRef()
        .withName("public")
        .endParentRef()
        .withConditions(
            new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason("Why")
                .withMessage("that is why")
                .build())
        .endParent()
        .endStatus()
        .build();
  }

  /** As the API server shows what we have applied. */
  private static HasMetadata ofShard(HTTPRoute status) {
    var planned =
        shard(GATEWAY).plan().objects().stream()
            .filter(HTTPRoute.class::isInstance)
            .map(HTTPRoute.class::cast)
            .findFirst()
            .orElseThrow();
    return new HTTPRouteBuilder(planned)
        .editMetadata()
        .withUid("uid-route")
        .endMetadata()
        .withStatus(status.getStatus())
        .build();
  }

  private static String condition(Stage stage) {
    return stage
        .plan()
        .status()
        .condition("WebExposed")
        .map(c -> c.getStatus() + " " + c.getReason())
        .orElse("absent");
  }
}
