package io.jitsioperator.charts;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Helm made of a chart.
 *
 * @param text documents separated by {@code ---}, each with a comment that names its template
 */
record Rendered(String text) {

  private static final Pattern SOURCE = Pattern.compile("# Source: [^/\n]+/(?<file>\\S+)\n");

  /**
   * One document.
   *
   * @param template path below the chart
   * @param yaml without the comment that names it
   */
  record Document(String template, String yaml) {

    HasMetadata object() {
      var kinds = new KubernetesSerialization();
      kinds.registerKubernetesResource(JitsiShard.class);
      kinds.registerKubernetesResource(BridgePool.class);
      return kinds.unmarshal(yaml);
    }
  }

  List<Document> documents() {
    return Arrays.stream(text.split("(?m)^---\\s*$"))
        .filter(each -> each.contains("kind:"))
        .map(Rendered::document)
        .toList();
  }

  private static Document document(String yaml) {
    Matcher source = SOURCE.matcher(yaml);
    if (!source.find()) {
      throw new IllegalStateException("no template named in " + yaml);
    }
    return new Document(source.group("file"), source.replaceAll("").strip() + "\n");
  }

  List<HasMetadata> objects() {
    return documents().stream().map(Document::object).toList();
  }

  <T extends HasMetadata> List<T> all(Class<T> kind) {
    return objects().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The only object of this kind. */
  <T extends HasMetadata> T one(Class<T> kind) {
    List<T> all = all(kind);
    if (all.size() != 1) {
      throw new AssertionError("expected one " + kind.getSimpleName() + ", got " + all);
    }
    return all.getFirst();
  }
}
