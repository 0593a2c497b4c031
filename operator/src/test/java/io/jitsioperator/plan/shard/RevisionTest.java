package io.jitsioperator.plan.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.jitsioperator.world.Lookup;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What makes a component's pods outdated, and what does not. */
final class RevisionTest {

  private static final String SECRET = "eu1-credentials";

  private static final String JWT = "{ appId: a, keyServer: https://keys.example.com }";

  private record Row(String change, Stage stage, String outdated) {}

  private static Stream<Row> rows() {
    var stage = Stage.empty();
    return Stream.of(
        new Row("nothing", stage, ""),
        new Row("domain", stage.spec("{ domain: other.example.com }"), "web"),
        spec("region: eu", "jicofo prosody web"),
        spec("release: stable-11146-9", "brewery jicofo prosody web"),
        spec("images: { repository: example.com }", "brewery jicofo prosody web"),
        spec("images: { overrides: { jicofo: example.com/jicofo } }", "jicofo"),
        spec("images: { overrides: { prosody: example.com/prosody } }", "brewery prosody"),
        spec("images: { overrides: { jvb: example.com/jvb } }", ""),
        spec("images: { pullPolicy: Always, pullSecrets: [{ name: a }] }", ""),
        spec("paused: true", ""),
        spec("state: Drain", ""),
        spec("networkPolicy: { enabled: false }", ""),
        spec("web: { replicas: 5 }", ""),
        spec("web: { service: { type: NodePort, annotations: { a: b } } }", ""),
        spec("web: { ingress: { className: nginx } }", ""),
        spec("web: { extraEnv: [{ name: A, value: b }] }", "web"),
        spec(
            "web: { resources: { requests: { cpu: 50m, memory: 65536Ki }, limits: { memory:"
                + " 262144Ki } } }",
            ""),
        spec("web: { resources: { limits: { memory: 1Gi } } }", "web"),
        spec("prosody: { extraEnv: [{ name: A, value: b }] }", "prosody"),
        spec("prosody: { resources: { limits: { memory: 1Gi } } }", "brewery prosody"),
        spec(
            "prosody: { resources: { requests: { cpu: 0.1, memory: 128Mi }, limits: { memory:"
                + " 524288Ki } } }",
            ""),
        spec("prosody: { nodeSelector: { a: b } }", "brewery prosody"),
        spec("jicofo: { bridgeSelection: { stressThreshold: 0.7 } }", "jicofo"),
        spec("jicofo: { tolerations: [{ operator: Exists }] }", "jicofo"),
        spec("jicofo: { priorityClassName: high }", "jicofo"),
        spec("features: { lobby: false }", "prosody"),
        spec("features: { breakoutRooms: false }", "prosody web"),
        spec("features: { polls: false }", "prosody web"),
        spec("features: { recording: true }", "web"),
        spec("features: { peerToPeer: false }", "web"),
        spec("features: { maxParticipants: 7 }", "prosody"),
        spec("web: { settings: { resolution: 360 } }", "web"),
        spec("monitoring: { scrapers: [{ podSelector: {} }] }", ""),
        spec("web: { gateway: { parentRefs: [{ name: a }] } }", ""),
        spec("prosody: { storage: { size: 1Gi } }", "prosody"),
        spec("authentication: { type: Internal }", "jicofo prosody web"),
        spec("authentication: { type: JWT, jwt: " + JWT + " }", "jicofo prosody web"),
        spec("authentication: { jwt: " + JWT + " }", ""),
        password("JICOFO_AUTH_PASSWORD", "brewery jicofo prosody"),
        password("JVB_AUTH_PASSWORD", "brewery prosody"),
        password("JIBRI_XMPP_PASSWORD", "prosody"),
        password("JIBRI_RECORDER_PASSWORD", "prosody"),
        password("JIGASI_XMPP_PASSWORD", "prosody"),
        password("JIGASI_TRANSCRIBER_PASSWORD", "prosody"),
        password("OPERATOR_XMPP_PASSWORD", "brewery"),
        password("SOMETHING_ELSE", ""),
        new Row("a custom file", file("a"), "prosody"),
        new Row("an entry of a Secret that extraEnv names", referred("a"), "jicofo"));
  }

  @TestFactory
  Stream<DynamicTest> table() {
    var before = revisions(Stage.empty());
    return rows()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.change(),
                    () -> assertEquals(row.outdated(), changed(before, revisions(row.stage())))));
  }

  @Test
  void theContentsOfFilesAndReferredSecretsCount() {
    assertEquals("prosody", changed(revisions(file("a")), revisions(file("b"))));
    assertEquals("jicofo", changed(revisions(referred("a")), revisions(referred("b"))));
  }

  @Test
  void sizeOfTheDiskGuestsAndSecretsOfTypesThatAreNotChosen() {
    var disk = shard("prosody: { storage: { size: 1Gi } }");
    assertEquals("", changed(disk, shard("prosody: { storage: { size: 2Gi, className: a } }")));
    var internal = shard("authentication: { type: Internal }");
    assertEquals(
        "prosody web",
        changed(internal, shard("authentication: { type: Internal, guests: true }")));
    var page = ", loginUrl: https://a }";
    assertEquals(
        "web",
        changed(
            shard("authentication: { type: JWT, jwt: " + JWT + " }"),
            shard("authentication: { type: JWT, jwt: " + JWT.replace(" }", page) + " }")));
    assertEquals("prosody", changed(turn("a"), turn("b")));
  }

  private static Map<String, String> shard(String spec) {
    return revisions(Stage.empty().spec("{ domain: meet.example.com, " + spec + " }"));
  }

  private static Map<String, String> turn(String secret) {
    var encoded = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    var turn =
        new SecretBuilder().withNewMetadata().endMetadata().addToData("secret", encoded).build();
    return revisions(
        Stage.empty()
            .spec(
                "{ domain: meet.example.com, turn: { hosts: [a], secretRef: { name: turn, key:"
                    + " secret } } }")
            .secret("turn", new Lookup.Found<>(turn)));
  }

  @Test
  void samePasswordsInAnotherShardLookDifferent() {
    var here = revisions(Stage.empty());
    var stage = Stage.empty();
    stage.world().shard().getMetadata().setUid("another");
    var there = stage.secret(SECRET, new Lookup.Found<>(owned(secret(Map.of()), "another")));
    assertEquals("brewery jicofo prosody", changed(here, revisions(there)));
  }

  /**
   * These values are on users' pods. If this fails, every shard in the world would restart: mend
   * the code, not the test.
   */
  @Test
  void neverChangesByItself() {
    assertEquals(
        Map.of(
            "prosody", "408fb499bb38ef0b",
            "brewery", "a989b3cae8a910bf",
            "jicofo", "39ae4981ec12051c",
            "web", "08eb839adf82f459"),
        revisions(Stage.empty()));
  }

  private static Row spec(String change, String outdated) {
    return new Row(
        change, Stage.empty().spec("{ domain: meet.example.com, " + change + " }"), outdated);
  }

  private static Row password(String key, String outdated) {
    var secret = secret(Map.of(key, "b3RoZXI="));
    return new Row(key, Stage.empty().secret(SECRET, new Lookup.Found<>(secret)), outdated);
  }

  private static Stage file(String content) {
    var map =
        new ConfigMapBuilder().withNewMetadata().endMetadata().addToData("f", content).build();
    return Stage.empty()
        .spec("{ domain: meet.example.com, prosody: { customConfigMap: { name: mine } } }")
        .configMap("mine", new Lookup.Found<>(map));
  }

  private static Stage referred(String content) {
    var env = "{ name: A, valueFrom: { secretKeyRef: { name: mine, key: a } } }";
    var secret =
        new SecretBuilder().withNewMetadata().endMetadata().addToData("a", content).build();
    return Stage.empty()
        .spec("{ domain: meet.example.com, jicofo: { extraEnv: [" + env + "] } }")
        .secret("mine", new Lookup.Found<>(secret));
  }

  private static Secret secret(Map<String, String> changes) {
    var found = Stage.empty().world().references().secret(SECRET).found().orElseThrow();
    return new SecretBuilder(found).addToData(changes).build();
  }

  private static Secret owned(Secret secret, String owner) {
    return new SecretBuilder(secret)
        .editMetadata()
        .editFirstOwnerReference()
        .withUid(owner)
        .endOwnerReference()
        .endMetadata()
        .build();
  }

  private static String changed(Map<String, String> before, Map<String, String> after) {
    assertEquals(before.keySet(), after.keySet());
    Set<String> names = new TreeSet<>(before.keySet());
    names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
    return String.join(" ", names);
  }

  private static Map<String, String> revisions(Stage stage) {
    var paused = stage.world().shard().getSpec().paused();
    var all = new TreeMap<String, String>();
    var scope = new Scope(stage.world(), Worlds.SETTINGS);
    var credentials = Credentials.plan(scope);
    Stream.of(
            Prosody.plan(scope, credentials),
            Brewery.plan(scope, credentials),
            Jicofo.plan(scope, credentials),
            Web.plan(scope))
        .forEach(p -> all.put(p.component().word(), p.revision().value().orElseThrow()));
    if (!paused) {
      assertEquals(all, rendered(stage), "the revision is on the pods");
    }
    return all;
  }

  private static Map<String, String> rendered(Stage stage) {
    var all = new TreeMap<String, String>();
    for (var object : stage.plan().objects()) {
      var template =
          switch (object) {
            case StatefulSet s -> s.getSpec().getTemplate();
            case Deployment d -> d.getSpec().getTemplate();
            default -> null;
          };
      if (template != null) {
        var name = template.getSpec().getContainers().getFirst().getName();
        var revision = template.getMetadata().getAnnotations().get(Revision.ANNOTATION);
        all.put(name, String.valueOf(revision));
      }
    }
    return all;
  }
}
