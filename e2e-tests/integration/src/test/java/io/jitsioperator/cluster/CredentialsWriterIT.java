package io.jitsioperator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.jitsioperator.intent.Intent;
import io.jitsioperator.intent.Notice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A password that was once given out is never changed, whatever the caches say. */
@ExtendWith(PlainCluster.class)
class CredentialsWriterIT {

  private static final int WRITERS = 8;

  private Workbench bench;

  @BeforeEach
  void open(PlainCluster.Plane plane) {
    bench = new Workbench(plane);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private Applier.Report apply(List<? extends HasMetadata> observed, String... keys) {
    return bench.apply(Workbench.credentials(bench.generate(keys)), List.copyOf(observed));
  }

  @Test
  void drawsPasswordsThatTheImagesScriptsCanRead() {
    var report = apply(List.of(), "JVB_AUTH_PASSWORD", "JICOFO_AUTH_PASSWORD");

    assertThat(report.notices()).extracting(Notice::reason).containsExactly("CredentialsGenerated");
    assertThat(report.notices().getFirst().message()).contains("JVB_AUTH_PASSWORD");
    assertThat(passwords().values()).hasSize(2).doesNotHaveDuplicates();
    assertThat(passwords().values()).allMatch(p -> p.matches("[0-9a-z]{32}"));
    assertThat(bench.owner().owns(bench.secret())).isTrue();
  }

  @Test
  void aStaleCacheRewritesNothing() {
    apply(List.of(), "A", "B");
    var before = bench.secret();
    bench.newWrites();

    var report = apply(List.of(), "A", "B");

    assertThat(bench.secret()).isEqualTo(before);
    assertThat(bench.newWrites()).isEmpty();
    assertThat(report.notices()).isEmpty();

    bench.book = new Book(); // a restarted operator
    bench.fresh = false;
    apply(List.of(), "A", "B");
    assertThat(bench.secret()).isEqualTo(before);
    assertThat(bench.newWrites()).isEmpty();
  }

  @Test
  void aLostKeyComesBackAndTheOthersStay() {
    apply(List.of(), "A", "B");
    var before = passwords();
    drop("B");

    var report = apply(List.of(bench.secret()), "A", "B");

    assertThat(passwords().get("A")).isEqualTo(before.get("A"));
    assertThat(passwords().get("B")).matches("[0-9a-z]{32}").isNotEqualTo(before.get("B"));
    assertThat(report.notices())
        .singleElement()
        .satisfies(
            n -> {
              assertThat(n.reason()).isEqualTo("CredentialsRestored");
              assertThat(n.message()).contains(": B.").doesNotContain("A,");
            });
  }

  @Test
  void aValueThatAPersonPutInIsKept() {
    apply(List.of(), "A");
    bench
        .admin
        .resource(bench.secret())
        .edit(s -> new SecretBuilder(s).addToData("A", base64("mine")).build());

    apply(List.of(), "A", "B");

    assertThat(passwords()).containsEntry("A", "mine").containsKey("B");
  }

  @Test
  void aStrangersSecretIsNeverWritten() {
    var theirs =
        bench
            .admin
            .resource(
                new SecretBuilder()
                    .withNewMetadata()
                    .withName("eu1-credentials")
                    .withNamespace(bench.namespace)
                    .endMetadata()
                    .addToData("A", base64("theirs"))
                    .build())
            .create();

    apply(List.of(), "A", "B");

    assertThat(bench.secret()).isEqualTo(theirs);
    assertThat(bench.obstacles())
        .singleElement()
        .satisfies(o -> assertThat(o.reason()).isEqualTo("NameTaken"));
  }

  @Test
  void aSecretThatLostItsLabelIsFoundAndLabelledAgain() {
    apply(List.of(), "A");
    apply(List.of(bench.secret()), "A"); // the cache shows it
    var before = passwords();
    bench
        .admin
        .resource(bench.secret())
        .edit(s -> new SecretBuilder(s).editMetadata().withLabels(null).endMetadata().build());

    apply(List.of(), "A");

    assertThat(passwords()).isEqualTo(before);
    assertThat(bench.secret().getMetadata().getLabels())
        .containsEntry("app.kubernetes.io/managed-by", "jitsi-operator");
  }

  @Test
  void aNewSecretIsHandedToThePlanThatNeedsItBeforeAnythingElseIsMade() {
    var without = Workbench.intent(List.of(bench.service("one", 8080)), List.of());
    var intent =
        new Intent<>(
            Optional.of(bench.generate("A")),
            without.objects(),
            List.of(),
            Optional.empty(),
            "",
            List.of(),
            without.nextLook());

    var report = bench.apply(intent, List.of());

    assertThat(bench.newWrites()).hasSize(1).allMatch(w -> w.startsWith("POST"));
    assertThat(report.drawn()).map(Secret::getData).contains(bench.secret().getData());

    report = bench.apply(intent, List.of());
    assertThat(bench.newWrites()).as("now the rest").hasSize(1).allMatch(w -> w.endsWith("/one"));
    assertThat(report.drawn()).isEmpty();
  }

  @Test
  void manyWritersThatSeeNothingAgreeOnOnePassword() throws Exception {
    together(() -> alone(List.of(), "A", "B"));
    var first = passwords();
    assertThat(first).containsOnlyKeys("A", "B");

    drop("B");
    var stale = List.<HasMetadata>of(bench.secret());
    var seen = together(() -> alone(stale, "A", "B", "C"));

    assertThat(passwords()).containsOnlyKeys("A", "B", "C").containsEntry("A", first.get("A"));
    assertThat(seen).as("nobody ever saw another value").containsOnly(passwords());
  }

  /** As if in a process of its own: no memory and no queue is shared. */
  private Map<String, String> alone(List<HasMetadata> observed, String... keys) {
    var applier = new Applier(bench.client, bench.metrics, () -> bench.now);
    var intent = Workbench.credentials(bench.generate(keys));
    applier.apply(bench.owner(), intent, observed, new Book(), proof -> true);
    return passwords();
  }

  private <T> List<T> together(Callable<T> write) throws Exception {
    try (var threads = Executors.newFixedThreadPool(WRITERS)) {
      var results = new ArrayList<T>();
      for (var future : threads.invokeAll(Collections.nCopies(WRITERS, write))) {
        results.add(future.get());
      }
      return results;
    }
  }

  private void drop(String key) {
    bench
        .admin
        .resource(bench.secret())
        .edit(s -> new SecretBuilder(s).removeFromData(key).build());
  }

  private Map<String, String> passwords() {
    var passwords = new HashMap<String, String>();
    Secret secret = bench.secret();
    secret
        .getData()
        .forEach(
            (key, value) ->
                passwords.put(
                    key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
    return passwords;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
