package io.jitsioperator.scenarios;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import java.nio.file.Path;

/** The operator as a Helm release. It stays on the first node, which no story drains. */
final class Operator {

  /** Name of the release and its namespace. */
  static final String NAME = "jitsi-operator";

  private final Cluster cluster;
  private boolean installed;

  Operator(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Installs it unless it is there, and returns when it is ready. */
  Operator ready() {
    if (!installed) {
      install();
      cluster.kubectl(
          "-n", NAME, "wait", "deployment", "--all", "--for=condition=Available", "--timeout=120s");
    }
    return this;
  }

  /** {@code helm install}, which waits for nothing. */
  void install() {
    Path chart = Settings.repository().resolve("helm-chart/jitsi-operator");
    InstallCommand install =
        new Helm(chart)
            .install()
            .withName(NAME)
            .withNamespace(NAME)
            .createNamespace()
            .withKubeConfigContents(cluster.kubeconfig())
            .set("nodeSelector.kubernetes\\.io/hostname", Cluster.FIRST)
            .set("pollInterval", "3s");
    install.call();
    installed = true;
  }

  /**
   * {@code helm uninstall}.
   *
   * @return what it prints
   * @throws IllegalStateException with its words if it refuses
   */
  String uninstall() {
    String output =
        Helm.uninstall(NAME)
            .withNamespace(NAME)
            .withKubeConfigContents(cluster.kubeconfig())
            .call();
    installed = false;
    return output;
  }

  boolean installed() {
    return installed;
  }
}
