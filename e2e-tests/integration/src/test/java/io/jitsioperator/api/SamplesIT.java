package io.jitsioperator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.jitsioperator.command.CommittedSchema;
import io.jitsioperator.command.Defaulter;
import io.jitsioperator.testbed.controlplane.Binaries;
import io.jitsioperator.testbed.controlplane.ControlPlane;
import io.jitsioperator.testbed.network.AddressBlock;
import io.jitsioperator.testbed.process.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples, tried against a real API server with the committed CRD. */
class SamplesIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EXPECT = "# expect: ";

  /** Our kinds, and by which word their CRD is called. */
  private static final Map<String, String> PLURALS =
      Map.of("JitsiShard", "jitsishards", "BridgePool", "bridgepools");

  private static Workspace workspace;
  private static AddressBlock addresses;
  private static ControlPlane plane;
  private static KubernetesClient client;

  @BeforeAll
  static void installTheCrd() throws IOException {
    workspace = Workspace.create("samples");
    addresses = AddressBlock.claim();
    plane = ControlPlane.start(addresses, workspace.folder("plane"));
    client = plane.admin().client();
    for (String plural : PLURALS.values()) {
      install(crds().resolve(plural + ".jitsi-operator.io.yaml"));
    }
  }

  private static void install(Path file) throws IOException {
    try (InputStream yaml = Files.newInputStream(file)) {
      var crd = client.apiextensions().v1().customResourceDefinitions().load(yaml);
      crd.serverSideApply();
      crd.waitUntilCondition(
          c ->
              c.getStatus() != null
                  && c.getStatus().getConditions() != null
                  && c.getStatus().getConditions().stream()
                      .anyMatch(
                          x -> "Established".equals(x.getType()) && "True".equals(x.getStatus())),
          30,
          TimeUnit.SECONDS);
    }
  }

  @AfterAll
  static void stop() {
    if (client != null) {
      client.close();
    }
    if (plane != null) {
      plane.close();
    }
    addresses.close();
    workspace.close();
  }

  static List<Path> valid() throws IOException {
    return samples("valid-");
  }

  static List<Path> invalid() throws IOException {
    return samples("invalid-");
  }

  @ParameterizedTest
  @MethodSource("valid")
  void aValidSampleIsTakenAndGetsTheDefaultsThatPlanUses(Path sample) throws IOException {
    for (JsonNode document : documents(sample)) {
      JsonNode stored = JSON.valueToTree(create(document));
      String plural = PLURALS.get(document.path("kind").asText());
      if (plural != null) {
        assertThat(stored.path("spec"))
            .as("what the API server stores of %s", sample.getFileName())
            .isEqualTo(Defaulter.withDefaults(document, CommittedSchema.of(plural)).path("spec"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void anInvalidSampleIsRefusedWithItsMessage(Path sample) throws IOException {
    String first = Files.readAllLines(sample).getFirst();
    assertThat(first).as("first line of %s", sample.getFileName()).startsWith(EXPECT);
    List<JsonNode> documents = documents(sample);
    KubernetesClientException refusal =
        catchThrowableOfType(KubernetesClientException.class, () -> create(documents.getFirst()));
    assertThat(refusal).as("%s is taken", sample.getFileName()).isNotNull();
    assertThat(refusal.getStatus().getMessage()).contains(first.substring(EXPECT.length()));
  }

  static Set<String> kinds() {
    return PLURALS.keySet();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyFieldIsExplainedByTheServersOwnSchema(String kind) throws JsonProcessingException {
    JsonNode api = JSON.readTree(client.raw("/openapi/v3/apis/jitsi-operator.io/v1alpha1"));
    JsonNode schema = api.at("/components/schemas/io.jitsi-operator.v1alpha1." + kind);
    List<String> silent = new ArrayList<>();
    collectSilent("spec", schema.at("/properties/spec"), silent);
    collectSilent("status", schema.at("/properties/status"), silent);
    assertThat(schema.at("/properties/spec/properties")).isNotEmpty();
    assertThat(silent).as("fields that kubectl explain says nothing of").isEmpty();
  }

  @Test
  void kubectlExplainShowsTheText() throws IOException {
    assertThat(kubectl("explain", "jitsishard.spec.web.replicas"))
        .contains("Number of web pods, at least 1.");
    assertThat(kubectl("explain", "bridgepool"))
        .containsIgnoringWhitespaces("a bridge leaves only when nobody is on it any more");
  }

  @Test
  void kubectlGetJitsiAnswersIsItUpWhereHowBusy() throws IOException {
    JsonNode document =
        documents(crds().resolve("samples/jitsishard/valid-minimal.yaml")).getFirst();
    // The samples are tried in another namespace, so that this shard is in nobody's way.
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName("columns").endMetadata().build())
        .create();
    client.resource(generic(document)).inNamespace("columns").create();
    assertThat(
            kubectl("get", "jitsi", "--namespace=columns")
                .lines()
                .findFirst()
                .orElse("")
                .split(" +"))
        .containsExactly("NAME", "READY", "URL", "CONFERENCES", "PARTICIPANTS", "BRIDGES", "AGE");
  }

  private static HasMetadata create(JsonNode document) {
    return client
        .resource(generic(document))
        .inNamespace("default")
        .dryRun()
        .fieldValidation(Validation.STRICT)
        .create();
  }

  private static HasMetadata generic(JsonNode document) {
    return JSON.convertValue(document, GenericKubernetesResource.class);
  }

  private static void collectSilent(String path, JsonNode schema, List<String> silent) {
    if (schema.path("description").asText().isBlank()) {
      silent.add(path);
    }
    JsonNode object = schema.has("items") ? schema.get("items") : schema;
    for (Map.Entry<String, JsonNode> field : object.path("properties").properties()) {
      collectSilent(path + "." + field.getKey(), field.getValue(), silent);
    }
  }

  private static String kubectl(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                plane.kubectl().toString(),
                "--kubeconfig=" + plane.admin().write(workspace.path().resolve("kubeconfig")),
                "--cache-dir=" + workspace.path().resolve("kubectl-cache")));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return String.join("\n", process.inputReader().lines().toList());
  }

  private static Path crds() throws IOException {
    return Binaries.repository().resolve("crds");
  }

  private static List<Path> samples(String prefix) throws IOException {
    try (Stream<Path> files = Files.walk(crds().resolve("samples"))) {
      return files.filter(f -> f.getFileName().toString().startsWith(prefix)).sorted().toList();
    }
  }

  /** As kubectl reads them. */
  private static List<JsonNode> documents(Path file) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    for (String text : Files.readString(file).split("(?m)^---$")) {
      Object value = client.getKubernetesSerialization().unmarshal(text, Object.class);
      documents.add(JSON.valueToTree(value));
    }
    return documents;
  }
}
