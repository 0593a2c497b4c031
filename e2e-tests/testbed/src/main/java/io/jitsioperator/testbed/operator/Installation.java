package io.jitsioperator.testbed.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jitsioperator.testbed.Testbed;
import io.jitsioperator.testbed.controlplane.Kubeconfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The operator as {@code kubectl} installs it: the CRDs, then the manifests of {@code install/},
 * which are those of the chart. It runs as the ServiceAccount that they make, with exactly the
 * rights that they give.
 */
public final class Installation {

  /** Namespace and ServiceAccount of the manifests. */
  public static final String NAME = "jitsi-operator";

  private final Testbed testbed;
  private final Path repository;

  private Installation(Testbed testbed, Path repository) {
    this.testbed = testbed;
    this.repository = repository;
  }

  /**
   * Applies CRDs and manifests and returns when the API server serves the kinds.
   *
   * @param repository root of the repository
   */
  public static Installation apply(Testbed testbed, Path repository) throws IOException {
    Path install = repository.resolve("install");
    applyCrds(testbed.client(), repository);
    List<Path> files = new ArrayList<>(yamlFiles(install));
    // The Deployment. Here the operator is a process beside the cluster.
    files.remove(install.resolve("operator.yaml"));
    applyAll(testbed.client(), files);
    return new Installation(testbed, repository);
  }

  /**
   * The same for an operator that watches some namespaces only: without the cluster-wide rights,
   * with those of {@code install/one-namespace/} instead.
   *
   * @param namespaces exist already
   */
  public static Installation applyWatching(
      Testbed testbed, Path repository, List<String> namespaces) throws IOException {
    Path install = repository.resolve("install");
    KubernetesClient client = testbed.client();
    applyCrds(client, repository);
    applyAll(
        client, List.of(install.resolve("namespace.yaml"), install.resolve("rbac-lease.yaml")));
    for (String namespace : namespaces) {
      for (HasMetadata object : load(client, yamlFiles(install.resolve("one-namespace")))) {
        client.resource(object).inNamespace(namespace).serverSideApply();
      }
    }
    return new Installation(testbed, repository);
  }

  private static void applyCrds(KubernetesClient client, Path repository) throws IOException {
    for (HasMetadata crd : load(client, yamlFiles(repository.resolve("crds")))) {
      client.resource(crd).serverSideApply();
      client
          .resources(CustomResourceDefinition.class)
          .withName(crd.getMetadata().getName())
          .waitUntilCondition(Installation::established, 30, TimeUnit.SECONDS);
    }
  }

  private static void applyAll(KubernetesClient client, List<Path> files) throws IOException {
    for (HasMetadata object : load(client, files)) {
      client.resource(object).serverSideApply();
    }
  }

  private static boolean established(CustomResourceDefinition crd) {
    // Between its creation and the first word of its controller a definition has no conditions.
    return crd.getStatus() != null
        && crd.getStatus().getConditions() != null
        && crd.getStatus().getConditions().stream()
            .anyMatch(c -> "Established".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  private static List<Path> yamlFiles(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static List<HasMetadata> load(KubernetesClient client, List<Path> files)
      throws IOException {
    List<HasMetadata> objects = new ArrayList<>();
    for (Path file : files) {
      try (InputStream yaml = Files.newInputStream(file)) {
        objects.addAll(client.load(yaml).items());
      }
    }
    return objects;
  }

  /** How the operator reaches the API server: its ServiceAccount's token. */
  public Kubeconfig kubeconfig() throws IOException {
    return testbed.plane().serviceAccount(NAME, NAME);
  }

  /**
   * Starts the operator; it is not ready when this returns.
   *
   * @param kubeconfig usually {@link #kubeconfig()}, or that through a proxy
   * @param settings variables beside those that every installation has
   */
  public OperatorProcess start(Kubeconfig kubeconfig, Map<String, String> settings)
      throws IOException {
    return start(kubeconfig, settings, List.of());
  }

  /**
   * Starts another build of it: the same jar with some classes replaced.
   *
   * @param inFront folders of classes that win over the jar's
   */
  public OperatorProcess start(
      Kubeconfig kubeconfig, Map<String, String> settings, List<Path> inFront) throws IOException {
    Path folder = testbed.workspace().folder("operator");
    Path file = kubeconfig.write(Files.createTempFile(folder, "kubeconfig", ""));
    return OperatorProcess.start(
        repository, inFront, file, NAME, settings, folder.resolve("operator.log"));
  }
}
