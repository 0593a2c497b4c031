package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Others delete and change what the shard made. */
@ExtendWith(ShardCluster.class)
@Execution(ExecutionMode.CONCURRENT)
class RepairIT {

  /** Somebody else's change. */
  private record Tampering(String object, String patchType, String patch) {}

  private static final List<Tampering> TAMPERINGS =
      List.of(
          new Tampering("service/eu1-prosody", "merge", "{'spec':{'selector':{'app':'mine'}}}"),
          new Tampering(
              "service/eu1-web",
              "json",
              "[{'op':'replace','path':'/spec/ports/0/port','value':81}]"),
          new Tampering(
              "service/eu1-brewery",
              "merge",
              "{'metadata':{'labels':{'app.kubernetes.io/managed-by':null}}}"),
          new Tampering(
              "service/eu1-jicofo",
              "merge",
              "{'metadata':{'labels':{'app.kubernetes.io/instance':'other'}}}"),
          new Tampering(
              "statefulset/eu1-jicofo",
              "json",
              "[{'op':'remove','path':'/spec/template/spec/containers/0/env/0'}]"),
          new Tampering(
              "statefulset/eu1-prosody",
              "json",
              "[{'op':'replace','path':'/spec/template/spec/containers/0/image','value':'other'}]"),
          new Tampering("deployment/eu1-web", "merge", "{'spec':{'replicas':1}}"));

  private final RunningOperator operator;
  private final KubernetesClient client;

  RepairIT(RunningOperator operator) {
    this.operator = operator;
    client = operator.client();
  }

  /** Seen to fail when the layout asked for another key of the framework's. */
  @Test
  void theLogSaysItInJsonAndNamesTheShardInEachLine(TestNamespace namespace) {
    namespace.shard("eu1").awaitReady();
    namespace.kubectl(
        "label", "service", "eu1-web", "--overwrite", "app.kubernetes.io/instance=other");
    List<JsonNode> lines =
        Eventually.see(
            "a line of the log names the shard of " + namespace.name(),
            () -> lines(namespace.name()),
            all -> all.stream().anyMatch(each -> text(each, "message").startsWith("Repairing")));
    assertThat(lines)
        .allSatisfy(
            line -> {
              assertThat(text(line, "resource.kind")).isEqualTo("JitsiShard");
              assertThat(text(line, "resource.name")).isEqualTo("eu1");
              assertThat(text(line, "level")).isNotEmpty();
              assertThat(Instant.parse(text(line, "time"))).isBefore(Instant.now());
            });
  }

  /** Lines about a namespace; each line of the log must be an object, whatever it is about. */
  private List<JsonNode> lines(String namespace) {
    ObjectMapper json = new ObjectMapper();
    return operator.log().stream()
        .map(
            line -> {
              try {
                return json.readTree(line);
              } catch (JsonProcessingException e) {
                throw new AssertionError("no JSON in the log: " + line, e);
              }
            })
        .filter(line -> text(line, "resource.namespace").equals(namespace))
        .toList();
  }

  private static String text(JsonNode line, String key) {
    return line.path(key).asText();
  }

  @Test
  void whateverIsDeletedComesBack(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1", "web: {ingress: {className: nginx}}").awaitReady();
    List<HasMetadata> owned = shard.owned();
    assertThat(owned)
        .extracting(HasMetadata::getKind)
        .contains(
            "Secret",
            "Service",
            "StatefulSet",
            "Deployment",
            "Ingress",
            "NetworkPolicy",
            "PodDisruptionBudget");
    for (HasMetadata each : owned) {
      client.resource(each).delete();
      shard.awaitReplacement(each);
    }
    assertThat(shard.awaitReady().uids().keySet())
        .containsAll(owned.stream().map(Shard::label).toList());
  }

  @Test
  void whateverOthersChangeIsPutRightAndNoPodIsRestarted(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    Map<String, String> pods = signalling(shard);
    List<Tampering> tamperings = new ArrayList<>(TAMPERINGS);
    for (HasMetadata each : shard.owned()) {
      String object = each.getKind().toLowerCase(Locale.ROOT) + "/" + each.getMetadata().getName();
      switch (each.getKind()) {
        case "NetworkPolicy" ->
            tamperings.add(new Tampering(object, "merge", "{'spec':{'ingress':[{}]}}"));
        case "PodDisruptionBudget" ->
            tamperings.add(new Tampering(object, "merge", "{'spec':{'maxUnavailable':5}}"));
        default -> {}
      }
    }
    assertThat(tamperings).hasSizeGreaterThan(TAMPERINGS.size() + 2);
    tamperings.forEach(each -> tamperAndSeeItPutRight(namespace, each));
    assertThat(signalling(shard.awaitReady())).as("pods that hold calls").isEqualTo(pods);
  }

  private static void tamperAndSeeItPutRight(TestNamespace namespace, Tampering tampering) {
    String before = essence(namespace, tampering.object());
    namespace.kubectl(
        "patch",
        tampering.object(),
        "--field-manager=somebody",
        "--type=" + tampering.patchType(),
        "-p",
        tampering.patch().replace('\'', '"'));
    Eventually.see(
        tampering.object() + " is again as before " + tampering.patch() + ": " + before,
        () -> essence(namespace, tampering.object()),
        before::equals);
  }

  @Test
  void aStatefulSetScaledToZeroRunsAgain(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    String before = shard.pod("brewery").getMetadata().getUid();
    namespace.kubectl("scale", "statefulset", "eu1-brewery", "--replicas=0");
    Eventually.see(
        "another pod of the brewery runs",
        () -> shard.pods().getOrDefault("eu1-brewery-0", "none"),
        uid -> !uid.equals("none") && !uid.equals(before));
    shard.awaitReady();
  }

  @Test
  void whatOthersAddToItsObjectsIsTheirs(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    for (String object :
        List.of("service/eu1-web", "statefulset/eu1-jicofo", "deployment/eu1-web")) {
      namespace.kubectl("annotate", object, "example.com/team=blue");
      namespace.kubectl("label", object, "example.com/team=blue");
    }
    shard.letItLook();
    namespace.kubectl("delete", "service", "eu1-brewery");
    shard.letItLook();
    for (String object :
        List.of("service/eu1-web", "statefulset/eu1-jicofo", "deployment/eu1-web")) {
      assertThat(namespace.kubectl("get", object, "-o", "jsonpath={.metadata}"))
          .as(object)
          .contains("\"annotations\"", "\"example.com/team\":\"blue\"");
      assertThat(namespace.kubectl("get", object, "--show-labels"))
          .contains("example.com/team=blue");
    }
  }

  @Test
  void anObjectOfSomebodyElseIsLeftUntouchedAndNamed(TestNamespace namespace) {
    namespace.apply(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: eu1-prosody, labels: {app.kubernetes.io/managed-by: somebody}}
        spec: {selector: {app: theirs}, ports: [{port: 5222}]}
        """);
    String theirs = version(namespace);
    Shard shard = namespace.shard("eu1");
    String line = shard.awaitCondition("Ready=False", "Service eu1-prosody");
    assertThat(line).as("the next step").contains("kubectl");
    Eventually.pause(Duration.ofSeconds(3));
    assertThat(version(namespace)).as("the Service of somebody else").isEqualTo(theirs);
    namespace.kubectl("delete", "service", "eu1-prosody");
    shard.awaitReady();
    assertThat(version(namespace)).as("the Service of the shard").isNotEqualTo(theirs);
  }

  private String version(TestNamespace namespace) {
    Service service =
        client.services().inNamespace(namespace.name()).withName("eu1-prosody").require();
    return service.getMetadata().getUid() + " " + service.getMetadata().getResourceVersion();
  }

  private static Map<String, String> signalling(Shard shard) {
    Map<String, String> pods = new TreeMap<>(shard.pods());
    pods.keySet().removeIf(name -> name.contains("-web-"));
    return pods;
  }

  /** What somebody said an object shall be: all but status and bookkeeping. */
  private static String essence(TestNamespace namespace, String object) {
    return namespace.kubectl(
        "get", object, "-o", "jsonpath={.metadata.labels}{.metadata.ownerReferences}{.spec}");
  }
}
