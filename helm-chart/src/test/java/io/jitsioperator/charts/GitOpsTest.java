package io.jitsioperator.charts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.jitsioperator.plan.status.Concern;
import io.jitsioperator.plan.status.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What Argo CD and Flux make of real statuses: those of the planner's goldens, and one that the
 * operator wrote to an API server.
 */
class GitOpsTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "operator/src/test/goldens/minimal, Progressing, IN_PROGRESS, Prosody is being made",
    "operator/src/test/goldens/missing-key, Degraded, IN_PROGRESS, Add what is missing",
    "operator/src/test/goldens/turn-secret-missing, Degraded, IN_PROGRESS, Create it",
    "operator/src/test/goldens-of-pools/let-in, Progressing, IN_PROGRESS, ''",
    "operator/src/test/goldens-of-pools/denied, Degraded, IN_PROGRESS, let the namespace in",
    "operator/src/test/goldens-of-pools/no-shard, Degraded, IN_PROGRESS, Create it",
    "operator/src/test/goldens-of-pools/serving, Healthy, CURRENT, bridges serve",
    "operator/src/test/goldens-of-pools/busy-scale-down, Healthy, CURRENT, bridges serve",
    "operator/src/test/goldens-of-pools/paused, Progressing, IN_PROGRESS, paused",
    "operator/src/test/goldens-of-pools/pool-deleted, Progressing, IN_PROGRESS, nobody is on its",
  })
  void goldens(String folder, String argo, Kstatus kstatus, String says) throws IOException {
    Map<String, Object> resource =
        resource(1, yaml(Files.readString(Repository.file(folder).resolve("out-status.yaml"))));
    assertThat(ArgoHealth.of(resource).status()).isEqualTo(argo);
    assertThat(ArgoHealth.of(resource).message()).contains(says);
    assertThat(Kstatus.of(resource)).isEqualTo(kstatus);
  }

  @Test
  void aReadyShardIsHealthyThoughItHasNoPool() throws IOException {
    Map<?, ?> ready = yaml(Repository.text("helm-chart/src/test/resources/shard-ready.yaml"));
    assertThat(ArgoHealth.of(ready).status()).isEqualTo("Healthy");
    assertThat(Kstatus.of(ready)).isEqualTo(Kstatus.CURRENT);
  }

  @Test
  void whatTheOperatorHasNotSeenIsNotHealthy() throws IOException {
    Map<String, Object> ready =
        yaml(Repository.text("helm-chart/src/test/resources/shard-ready.yaml"));
    Map<?, ?> changed = resource(2, (Map<?, ?>) ready.get("status"));
    assertThat(ArgoHealth.of(changed).status()).isEqualTo("Progressing");
    assertThat(Kstatus.of(changed)).isEqualTo(Kstatus.IN_PROGRESS);
    Map<?, ?> fresh = Map.of("metadata", Map.of("generation", 1));
    assertThat(ArgoHealth.of(fresh).status()).isEqualTo("Progressing");
    Map<?, ?> leaving =
        Map.of("metadata", Map.of("generation", 1, "deletionTimestamp", "2026-11-27T00:00:00Z"));
    assertThat(ArgoHealth.of(leaving).status()).isEqualTo("Progressing");
    assertThat(Kstatus.of(leaving)).isEqualTo(Kstatus.TERMINATING);
  }

  @Test
  void aPausedShardIsSuspended() throws IOException {
    Map<String, Object> paused =
        resource(1, yaml(Repository.text("operator/src/test/goldens/paused/out-status.yaml")));
    paused.put("spec", Map.of("paused", true));
    assertThat(ArgoHealth.of(paused).status()).isEqualTo("Suspended");
  }

  @Test
  void theScriptKnowsTheReasonsThatPass() throws IOException {
    String script = Repository.text(ArgoHealth.SCRIPT);
    List<String> known =
        Pattern.compile("(?m)^  (\\w+) = true,$")
            .matcher(script)
            .results()
            .map((MatchResult each) -> each.group(1))
            .toList();
    assertThat(known)
        .as("passing in %s", ArgoHealth.SCRIPT)
        .containsExactlyElementsOf(
            new TreeSet<>(
                Arrays.stream(Reason.values())
                    .filter(each -> each.concern() == Concern.PASSING)
                    .map(Reason::word)
                    .toList()));
  }

  /** {@code kubectl apply} on a client writes the whole object into an annotation. */
  @Test
  void everyCrdFitsIntoAnAnnotation() throws IOException {
    for (Path crd : Repository.files("crds", ".yaml")) {
      String json = Serialization.asJson(yaml(Files.readString(crd)));
      assertThat(json.length())
          .as("characters of %s; the API server takes 256 KiB of annotations", crd.getFileName())
          .isLessThan(250_000);
    }
  }

  @Test
  void theExampleNamesChartsAndValuesThatExist() throws IOException {
    String[] applications =
        Repository.text("helm-chart/gitops/argo-cd-application.yaml").split("(?m)^---$");
    assertThat(applications).hasSize(2);
    for (String application : applications) {
      Map<?, ?> spec = (Map<?, ?>) yaml(application).get("spec");
      Map<?, ?> source = (Map<?, ?>) spec.get("source");
      Chart chart = new Chart(Repository.file(source.get("path").toString()));
      Map<?, ?> helm = (Map<?, ?>) source.get("helm");
      String values = Serialization.asYaml(helm.get("valuesObject"));
      assertThat(Stream.of(chart.render(values).text())).allMatch(text -> text.contains("kind:"));
    }
  }

  private static Map<String, Object> resource(int generation, Map<?, ?> status) {
    Map<String, Object> resource = new HashMap<>();
    resource.put("metadata", Map.of("generation", generation));
    resource.put("status", status);
    return resource;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> yaml(String text) {
    return Serialization.unmarshal(text, Map.class);
  }
}
