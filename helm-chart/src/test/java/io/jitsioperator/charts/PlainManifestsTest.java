package io.jitsioperator.charts;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.charts.Rendered.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The files of {@code install/}, for {@code kubectl apply}, are what the chart makes. */
class PlainManifestsTest {

  private static final String NOTE =
      "# Rendered from helm-chart/jitsi-operator: edit that, then run make charts.\n";

  /** Which templates come together in a file; all others keep their name. */
  private static final Map<String, String> FILES =
      Map.of(
          "namespace.yaml", "namespace.yaml",
          "serviceaccount.yaml", "namespace.yaml",
          "deployment.yaml", "operator.yaml",
          "service.yaml", "operator.yaml",
          "networkpolicy.yaml", "operator.yaml");

  /** Stands in for a namespace that the reader chooses. */
  private static final String ANY = "any-namespace";

  private static final String ONE_NAMESPACE =
      """
      # Instead of ../rbac-cluster.yaml, once for each namespace that the operator watches (JITSI_OPERATOR_WATCH_NAMESPACES):
      #   kubectl --namespace meet apply --filename rbac-namespace.yaml
      """;

  /** Lines that are true of a release only. */
  private static final Pattern RELEASE =
      Pattern.compile(
          "(?m)^ *(app.kubernetes.io/managed-by: Helm|helm.sh/chart: \\S+)\n"
              + "|^ *namespace: "
              + ANY
              + "\n");

  private static final String VALUES = "{namespace: {create: true}, crds: {install: false}}";

  @Test
  void theyAreCurrent() throws IOException {
    Map<String, String> files = files();
    for (Map.Entry<String, String> file : files.entrySet()) {
      Generated.check(Repository.file("install").resolve(file.getKey()), file.getValue());
    }
    assertThat(Repository.files("install", ".yaml"))
        .as("a file that the chart does not make")
        .extracting(Path::getFileName)
        .map(Path::toString)
        .containsExactlyInAnyOrderElementsOf(
            files.keySet().stream().filter(each -> !each.contains("/")).toList());
  }

  private static Map<String, String> files() {
    Map<String, List<Document>> byFile = new LinkedHashMap<>();
    for (Document each : Chart.OPERATOR.render(VALUES).documents()) {
      String template = Path.of(each.template()).getFileName().toString();
      byFile
          .computeIfAbsent(FILES.getOrDefault(template, template), file -> new ArrayList<>())
          .add(each);
    }
    Map<String, String> files = new LinkedHashMap<>();
    byFile.forEach((file, documents) -> files.put(file, NOTE + text(documents)));
    List<Document> one =
        Chart.OPERATOR.render("watchNamespaces: [" + ANY + "]").documents().stream()
            .filter(each -> each.template().endsWith("/rbac-namespace.yaml"))
            .toList();
    files.put("one-namespace/rbac-namespace.yaml", NOTE + ONE_NAMESPACE + text(one));
    return files;
  }

  private static String text(List<Document> documents) {
    return documents.stream()
        .map(each -> RELEASE.matcher(each.yaml()).replaceAll(""))
        .collect(Collectors.joining("---\n"));
  }
}
