package io.jitsioperator.plan.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.jitsioperator.intent.Watch.Target;
import io.jitsioperator.plan.kube.Heap;
import io.jitsioperator.world.References;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules of the rendered objects that goldens show but do not explain. */
final class RenderingTest {

  private static final Stage ALL_FIELDS =
      new Stage(Worlds.of(Worlds.GOLDENS.resolve("all-fields")));

  @Test
  void podsThatHoldCallsHaveNoLivenessProbeAndStayOnSilentNodes() {
    var stay = new Toleration("NoExecute", "node.kubernetes.io/unreachable", "Exists", null, null);
    for (var template : singletons(ALL_FIELDS)) {
      var container = template.getSpec().getContainers().getFirst();
      assertEquals(null, container.getLivenessProbe(), container.getName());
      assertTrue(template.getSpec().getTolerations().contains(stay), container.getName());
      assertTrue(
          template.getSpec().getTolerations().stream().allMatch(t -> t.getEffect() != null),
          "without an effect it would be placed on dead nodes");
    }
  }

  @Test
  void noLabelIsTooLong() {
    var longTag = "a".repeat(62) + ".-" + "b".repeat(60);
    var stage = ALL_FIELDS.spec("{ domain: meet.example.com, release: " + longTag + " }");
    for (var object : stage.plan().objects()) {
      labels(object)
          .forEach(
              (k, v) ->
                  assertTrue(
                      v.matches("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?"), k + "=" + v));
    }
  }

  @Test
  void derivedNamesAreUniqueAndShortEnough() {
    var objects = ALL_FIELDS.plan().objects();
    objects.forEach(
        o -> assertTrue(o.getMetadata().getName().length() <= 52, o.getMetadata().getName()));
    var names =
        objects.stream()
            .map(o -> o.getKind() + o.getMetadata().getName())
            .collect(Collectors.toSet());
    assertEquals(objects.size(), names.size());
  }

  @Test
  void twoShardsInOneNamespaceSelectOnlyTheirOwn() {
    var one = Stage.empty();
    var other = Stage.empty();
    other.world().shard().getMetadata().setName("eu2");
    assertEquals(
        Set.of(),
        shared(
            selectors(one),
            selectors(
                other.secret(
                    "eu2-credentials", one.world().references().secret("eu1-credentials")))));
  }

  @Test
  void clientsSeeDifferentShardsInDifferentNamespaces() {
    var one = Stage.empty();
    var other = Stage.empty();
    other.world().shard().getMetadata().setNamespace("ns2");
    assertEquals("eu1.ns", variable(web(one), "DEPLOYMENTINFO_SHARD"));
    assertEquals("eu1.ns2", variable(web(other), "DEPLOYMENTINFO_SHARD"));
  }

  @Test
  void everythingBelongsToTheShard() {
    for (var object : Stage.empty().plan().objects()) {
      var owner = object.getMetadata().getOwnerReferences().getFirst();
      assertEquals("JitsiShard eu1", owner.getKind() + " " + owner.getName());
      assertTrue(owner.getController());
      assertEquals("jitsi-operator", labels(object).get("app.kubernetes.io/managed-by"));
    }
  }

  @Test
  void theHeapLeavesAThirdOfTheLimit() {
    assertEquals(Optional.of("682m"), Heap.of(limit("1Gi")));
    assertEquals(Optional.of("2048m"), Heap.of(limit("3Gi")));
    assertEquals(Optional.empty(), Heap.of(new ResourceRequirements()));
  }

  @Test
  void valuesOfTheUserCannotLeaveTheirLuaString() {
    assertEquals("\"eu-1\"", Prosody.lua("eu-1"));
    assertEquals("\"a\\044\\034b\\092\\123\\195\\188\"", Prosody.lua("a,\"b\\{ü"));
  }

  @Test
  void usersVariablesWinAndStandOnce() {
    var env = web(ALL_FIELDS).getSpec().getContainers().getFirst().getEnv();
    assertEquals("1", variable(web(ALL_FIELDS), "ENABLE_SERVICE_RECORDING"));
    assertEquals(env.size(), env.stream().map(EnvVar::getName).distinct().count());
  }

  @Test
  void anotherOperatorsTemplateOfWebIsLeftAlone() {
    var other = Stage.running().edit(Deployment.class, "eu1-web", RenderingTest::olderTemplate);
    assertEquals("of an older operator", variable(web(other), "PUBLIC_URL"));
    var changed = other.spec("{ domain: other.example.com }");
    assertEquals("https://other.example.com", variable(web(changed), "PUBLIC_URL"));
    assertEquals(
        "1", web(changed).getMetadata().getAnnotations().get(Web.TEMPLATE_VERSION_ANNOTATION));
  }

  @Test
  void somebodysEditOfOurTemplateIsRepaired() {
    var edited =
        Stage.running()
            .edit(Deployment.class, "eu1-web", d -> variable(d, "edited", Internals.webTemplate()));
    assertEquals("https://meet.example.com", variable(web(edited), "PUBLIC_URL"));
  }

  @Test
  void asksWhomTheNetworkPoliciesLetItAsk() {
    var watch = Stage.running().plan().watch().orElseThrow();
    var prosody = new Target("eu1-prosody-0", "uid-Pod-eu1-prosody-0", "10.0.0.0", 5280);
    var brewery = new Target("eu1-brewery-0", "uid-Pod-eu1-brewery-0", "10.0.0.1", 6222);
    var jicofo = new Target("eu1-jicofo-0", "uid-Pod-eu1-jicofo-0", "10.0.0.2", 8888);
    assertEquals(List.of(prosody, brewery, jicofo), watch.ports());
    assertEquals(Optional.of(jicofo), watch.jicofo());
    var login = watch.brewery().orElseThrow();
    assertEquals("operator@auth.jvb.meet.jitsi at 10.0.0.1:6222", login.toString());
    assertEquals("jvbbrewery@muc.jvb.meet.jitsi", login.room());
    assertEquals("secretofOPERATORXMPP", login.password());
    assertEquals(Optional.empty(), Stage.empty().plan().watch());
  }

  @Test
  void namesWhatMustBeRead() {
    var shard = "a-shard-with-a-name-of-forty-characters1";
    assertEquals(
        new References.Names(
            Set.of(shard + "-credentials", "my-turn"),
            Set.of("my-web", "my-prosody", "my-jicofo", "my-limits")),
        ShardReferences.of(ALL_FIELDS.world().shard()));
    assertEquals(
        new References.Names(Set.of("mine"), Set.of()),
        ShardReferences.of(Worlds.shard("spec: { domain: a, credentials: { secretName: mine } }")));
  }

  @Test
  void planningTwiceGivesTheSame() {
    assertEquals(Stage.running().plan(), Stage.running().plan());
    assertNotEquals(Stage.running().plan(), Stage.empty().plan());
  }

  private static Deployment olderTemplate(Deployment deployment) {
    return variable(deployment, "of an older operator", "0");
  }

  private static Deployment variable(Deployment deployment, String value, String version) {
    return new DeploymentBuilder(deployment)
        .editSpec()
        .editTemplate()
        .editMetadata()
        .addToAnnotations(Web.TEMPLATE_VERSION_ANNOTATION, version)
        .endMetadata()
        .editSpec()
        .editFirstContainer()
        .editMatchingEnv(e -> e.getName().equals("PUBLIC_URL"))
        .withValue(value)
        .endEnv()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static ResourceRequirements limit(String memory) {
    return new ResourceRequirementsBuilder().addToLimits("memory", new Quantity(memory)).build();
  }

  private static Map<String, String> labels(HasMetadata object) {
    return Optional.of(object.getMetadata()).map(ObjectMeta::getLabels).orElseThrow();
  }

  private static Set<Map<String, String>> selectors(Stage stage) {
    return stage.plan().objects().stream()
        .filter(StatefulSet.class::isInstance)
        .map(o -> ((StatefulSet) o).getSpec().getSelector().getMatchLabels())
        .collect(Collectors.toSet());
  }

  private static Set<Map<String, String>> shared(
      Set<Map<String, String>> one, Set<Map<String, String>> other) {
    assertEquals(3, one.size());
    assertEquals(3, other.size());
    return one.stream().filter(other::contains).collect(Collectors.toSet());
  }

  private static List<PodTemplateSpec> singletons(Stage stage) {
    var all =
        stage.plan().objects().stream()
            .flatMap(
                o ->
                    o instanceof StatefulSet s
                        ? Stream.of(s.getSpec().getTemplate())
                        : Stream.empty())
            .toList();
    assertEquals(3, all.size());
    return all;
  }

  private static PodTemplateSpec web(Stage stage) {
    return stage.plan().objects().stream()
        .flatMap(
            o -> o instanceof Deployment d ? Stream.of(d.getSpec().getTemplate()) : Stream.empty())
        .findFirst()
        .orElseThrow();
  }

  private static String variable(PodTemplateSpec template, String name) {
    return template.getSpec().getContainers().getFirst().getEnv().stream()
        .filter(e -> e.getName().equals(name))
        .map(EnvVar::getValue)
        .collect(Collectors.joining(" and "));
  }
}
