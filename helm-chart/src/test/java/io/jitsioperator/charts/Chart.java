package io.jitsioperator.charts;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One of our charts.
 *
 * @param folder that holds it
 */
record Chart(Path folder) {

  static final Chart OPERATOR = new Chart(Repository.file("helm-chart/jitsi-operator"));
  static final Chart JITSI = new Chart(Repository.file("helm-chart/jitsi"));

  private static final String RELEASE = "jitsi-operator";

  /** Goes with the rest of what the build makes. */
  private static final Path COPIES = Path.of("target", "charts");

  /** Rendering alone leaves the hooks out: here they are objects like the others. */
  Chart withHooks() {
    return edited("uninstall-check.yaml", "helm.sh/hook: pre-delete", "was: a-hook");
  }

  /** Rendering alone knows no cluster: here is one that serves this API. */
  Chart where(String api) {
    return edited("podmonitor.yaml", "(.Capabilities.APIVersions.Has \"" + api + "\")", "true");
  }

  private Chart edited(String template, String from, String to) {
    try {
      Path copies = Files.createDirectories(COPIES);
      Path copy = Files.createTempDirectory(copies, "").resolve(folder.getFileName());
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.toList()) {
          Files.copy(each, copy.resolve(folder.relativize(each)));
        }
      }
      Path file = copy.resolve("templates").resolve(template);
      String text = Files.readString(file);
      if (!text.contains(from)) {
        throw new IllegalStateException("no " + from + " in " + file);
      }
      Files.writeString(file, text.replace(from, to));
      return new Chart(copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  LintResult lint() {
    return new Helm(folder).lint().strict().call();
  }

  /** What Helm makes of it with its defaults. */
  Rendered render() {
    return render("{}");
  }

  /** What Helm makes of it with these values, written as YAML. */
  Rendered render(String values) {
    return renderAs(RELEASE, RELEASE, values);
  }

  Rendered render(Map<String, Object> values) {
    return render(Serialization.asYaml(values));
  }

  Rendered renderAs(String release, String namespace, String values) {
    try {
      Path file = Files.createTempFile("values", ".yaml");
      try {
        Files.writeString(file, values);
        var template = new Helm(folder).template().withValuesFile(file).withKubeVersion("1.34.0");
        return new Rendered(template.withName(release).withNamespace(namespace).call());
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
