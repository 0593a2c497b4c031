package io.jitsioperator.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlanCommandTest {

  private static final Path SAMPLES = Path.of("../crds/samples/jitsishard");
  private static final Path POOLS = Path.of("../crds/samples/bridgepool");
  private static final String SHARD =
      """
      apiVersion: jitsi-operator.io/v1alpha1
      kind: JitsiShard
      metadata: {name: eu1}
      """;

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aMinimalShardIsPrintedWholeInStartOrder() {
    assertThat(plan(SAMPLES.resolve("valid-minimal.yaml"))).as(errors()).isZero();
    assertThat(objects())
        .extracting(o -> o.getKind() + " " + o.getMetadata().getName())
        .startsWith("Secret eu1-credentials")
        .containsSubsequence(
            "StatefulSet eu1-prosody",
            "StatefulSet eu1-brewery",
            "StatefulSet eu1-jicofo",
            "Deployment eu1-web");
    assertThat(objects())
        .allSatisfy(o -> assertThat(o.getMetadata().getNamespace()).isEqualTo("default"));
    assertThat(output())
        .contains("# The operator draws JICOFO_AUTH_PASSWORD, ")
        .contains("#   Ready=False (")
        .contains("#   CredentialsReady=True (");
  }

  @Test
  void theSameFileGivesTheSameText() {
    plan(SAMPLES.resolve("valid-minimal.yaml"));
    String first = output();
    out.reset();
    plan(SAMPLES.resolve("valid-minimal.yaml"));
    assertThat(output()).isEqualTo(first);
  }

  @Test
  void defaultsOfTheCrdAreApplied() {
    plan(SAMPLES.resolve("valid-minimal.yaml"));
    assertThat(output()).contains("ghcr.io/jitsi/prosody:stable-11146-2").contains("replicas: 2");
  }

  @Test
  void aSecretOfTheFilesIsReadAndNotPrinted() {
    assertThat(plan(SAMPLES.resolve("valid-own-secret.yaml"))).as(errors()).isZero();
    assertThat(objects()).extracting(HasMetadata::getKind).doesNotContain("Secret");
    assertThat(output())
        .contains("CredentialsReady=True (Complete): Secret my-passwords has all passwords.")
        .doesNotContain("changeme");
  }

  @Test
  void aSecretOfAnotherNamespaceIsNotFound() throws IOException {
    String sample = Files.readString(SAMPLES.resolve("valid-own-secret.yaml"));
    Path file = file(sample.replace("{ name: eu1 }", "{ name: eu1, namespace: calls }"));
    assertThat(plan(file)).isZero();
    assertThat(errors()).contains("Secret my-passwords is not in the files");
    assertThat(output()).contains("CredentialsReady=False (MissingSecret)");
  }

  @Test
  void whatIsNotCheckedIsSaidOnce() throws IOException {
    plan(
        file(
            SHARD
                + "spec: {domain: a.example.com}\n---\n"
                + SHARD
                + "spec: {domain: b.example.com}"));
    assertThat(errors()).containsOnlyOnce("kubectl apply --dry-run=server");
  }

  @Test
  void otherKindsAreNotedAndIgnored() throws IOException {
    Path file =
        file(
            SHARD
                + "spec: {domain: meet.example.com}\n---\napiVersion: v1\nkind: Namespace\n"
                + "metadata: {name: calls}\n");
    assertThat(plan(file)).isZero();
    assertThat(errors()).contains(file + ":6: Namespace calls is ignored");
  }

  @ParameterizedTest
  @MethodSource("validSamples")
  void everyValidSampleCanBePlanned(Path sample) {
    assertThat(plan(sample)).as(errors()).isZero();
    assertThat(objects()).isNotEmpty();
  }

  static Stream<Path> validSamples() throws IOException {
    try (Stream<Path> shards = Files.list(SAMPLES);
        Stream<Path> pools = Files.list(POOLS)) {
      return Stream.concat(shards, pools)
          .filter(f -> f.getFileName().toString().startsWith("valid-"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @Test
  void aPoolBesideItsShardIsPrintedWithItsBridges() throws IOException {
    Path pool = POOLS.resolve("valid-packet-rate.yaml");
    assertThat(plan(SAMPLES.resolve("valid-minimal.yaml"), pool)).as(errors()).isZero();
    assertThat(objects())
        .extracting(o -> o.getKind() + " " + o.getMetadata().getName())
        .contains("Secret eu1-bridges", "PodDisruptionBudget eu1-jvb", "NetworkPolicy eu1-jvb")
        .filteredOn(line -> line.startsWith("Pod eu1-"))
        .hasSize(8);
    assertThat(output())
        .contains("# " + pool + ":2: BridgePool eu1 in namespace default")
        .contains("#   ShardsAttached=True (Attached)")
        .contains("#   Ready=False (BridgesStarting): 0 of 8 bridges serve.");
    assertThat(errors()).doesNotContain("is ignored").doesNotContain("not in the files");
  }

  @Test
  void bridgesWithServicesArePrintedBesideThem() throws IOException {
    Path shard = SAMPLES.resolve("valid-minimal.yaml");
    assertThat(plan(shard, POOLS.resolve("valid-node-port.yaml"))).as(errors()).isZero();
    assertThat(objects())
        .extracting(HasMetadata::getKind)
        .filteredOn(kind -> kind.equals("Pod"))
        .hasSize(4);
    assertThat(output()).contains("nodePort: 31000").contains("nodePort: 31003");
    assertThat(plan(shard, POOLS.resolve("valid-load-balancer.yaml"))).as(errors()).isZero();
    assertThat(output()).contains("type: \"LoadBalancer\"").contains("kind: \"Pod\"");
  }

  @Test
  void aPoolWithoutItsShardHasNoBridgesAndSaysWhy() {
    assertThat(plan(POOLS.resolve("valid-all-fields.yaml"))).isZero();
    assertThat(objects())
        .extracting(HasMetadata::getKind)
        .containsExactly("PodDisruptionBudget", "NetworkPolicy");
    assertThat(output()).contains("#   ShardsAttached=False (ShardAbsent)");
    assertThat(errors())
        .contains("JitsiShard meet/eu1 is not in the files")
        .contains("ConfigMap our-bridges is not in the files");
  }

  @Test
  void aPoolOfAnotherNamespaceGetsThePasswordOnlyIfTheShardSaysSo() throws IOException {
    String pool =
        Files.readString(POOLS.resolve("valid-minimal.yaml"))
            .replace("{ name: eu1 }\n", "{ name: extra, namespace: b }\n")
            .replace("[{ name: eu1 }]", "[{ name: eu1, namespace: default }]");
    plan(file(SHARD + "spec: {domain: a.example.com}\n---\n" + pool));
    assertThat(output())
        .contains("#   ShardsAttached=False (NamespaceNotGranted)")
        .doesNotContain("kind: Pod\n");
    out.reset();
    String open = "spec: {domain: a.example.com, allowedNamespaces: {from: All}}\n---\n";
    plan(file(SHARD + open + pool));
    assertThat(output()).contains("#   ShardsAttached=True (Attached)");
    assertThat(objects())
        .filteredOn(o -> o.getKind().equals("Pod"))
        .singleElement()
        .satisfies(o -> assertThat(o.getMetadata().getNamespace()).isEqualTo("b"));
  }

  @Test
  void whatIsWrongInAPoolIsSaidToo() throws IOException {
    Path file =
        file(
            "apiVersion: jitsi-operator.io/v1alpha1\nkind: BridgePool\nmetadata: {name: a}\n"
                + "spec: {shards: [{name: eu1}], replicas: -1}\n");
    refused("spec.replicas is -1: it must be at least 0.", file);
  }

  @Test
  void withoutFilesTheUsageIsShown() {
    assertThat(plan()).isEqualTo(2);
    assertThat(errors()).startsWith("Usage: jitsi-operator plan FILE...");
  }

  @Test
  void aMissingFileIsNamed() {
    refused("nowhere.yaml: there is no such file.", Path.of("nowhere.yaml"));
  }

  @Test
  void brokenYamlIsShownWithItsLine() throws IOException {
    Path file = file("kind: JitsiShard\nspec: {domain: [}\n");
    refused(file + ":2: this is no YAML: ", file);
  }

  @Test
  void aFileWithoutShardSaysWhatIsExpected() throws IOException {
    Path file = file("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
    refused("There is no JitsiShard and no BridgePool in " + file + ": give a file with", file);
  }

  @Test
  void aDocumentThatIsNoObjectIsRefused() throws IOException {
    Path file = file("- a\n- b\n");
    refused(
        file + ":1: this is no Kubernetes object: it needs the fields apiVersion and kind.", file);
  }

  @Test
  void anotherVersionIsRefused() throws IOException {
    Path file = file(SHARD.replace("v1alpha1", "v9") + "spec: {domain: a.example.com}");
    refused(
        "apiVersion is jitsi-operator.io/v9: this program knows jitsi-operator.io/v1alpha1.", file);
  }

  @Test
  void aShardWithoutNameIsRefused() throws IOException {
    Path file = file(SHARD.replace("{name: eu1}", "{}") + "spec: {domain: a.example.com}");
    refused("metadata.name is missing: it is required.", file);
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() throws IOException {
    Path file = file(SHARD + "spec: {domian: a.example.com, web: {replicas: 0}}");
    refused("spec.domian is no known field. Known here: allowedNamespaces, ", file);
    assertThat(errors())
        .contains("spec.domain is missing: it is required.")
        .contains("spec.web.replicas is 0: it must be at least 1.");
  }

  private void refused(String sentence, Path file) {
    assertThat(plan(file)).isEqualTo(2);
    assertThat(errors()).contains(sentence);
    assertThat(output()).isEmpty();
  }

  private int plan(Path... files) {
    return PlanCommand.run(
        Arrays.stream(files).map(Path::toString).toList(), stream(out), stream(err));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("file.yaml"), text);
  }

  private List<HasMetadata> objects() {
    List<HasMetadata> objects = new ArrayList<>();
    KubernetesSerialization kubernetes = new KubernetesSerialization();
    for (String document : output().split("(?m)^---$")) {
      if (document.contains("kind: ")) {
        objects.add(kubernetes.unmarshal(document));
      }
    }
    return objects;
  }

  private String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
