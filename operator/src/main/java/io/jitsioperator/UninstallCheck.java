package io.jitsioperator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.plan.kube.Finalizers;
import io.jitsioperator.reconcile.WatchedKinds;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code uninstall-check}: are there resources that only the operator can let go? Without it they
 * could never be deleted, nor could their namespaces. The chart asks before it removes anything.
 */
final class UninstallCheck {

  private static final int TIMEOUT_MS = 10_000;

  private final KubernetesClient client;
  private final Set<String> namespaces;
  private final PrintStream err;

  private UninstallCheck(KubernetesClient client, Set<String> namespaces, PrintStream err) {
    this.client = client;
    this.namespaces = namespaces;
    this.err = err;
  }

  /**
   * Looks in the watched namespaces.
   *
   * @param namespaces empty = all
   * @return 0 if the operator may go; 1 if not, or if that could not be found out
   */
  static int run(Set<String> namespaces, PrintStream out, PrintStream err) {
    var config =
        new ConfigBuilder(Config.autoConfigure(null))
            .withUserAgent("jitsi-operator-uninstall-check")
            .withConnectionTimeout(TIMEOUT_MS)
            .withRequestTimeout(TIMEOUT_MS)
            .build();
    try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
      List<HasMetadata> held = new UninstallCheck(client, namespaces, err).held();
      if (held.isEmpty()) {
        out.println("No resource waits for the operator.");
        return 0;
      }
      explain(held, err);
    } catch (KubernetesClientException e) {
      err.println(
          "Whether resources wait for the operator cannot be found out: " + StartFailure.said(e));
    }
    return 1;
  }

  private List<HasMetadata> held() {
    List<HasMetadata> held = new ArrayList<>();
    for (var kind : WatchedKinds.all()) {
      // Others make resources of their own kinds, too: a PodMonitor never waits for us.
      if (CustomResource.class.isAssignableFrom(kind)
          && CustomResource.getCRDName(kind).endsWith("." + JitsiShard.GROUP)) {
        held.addAll(held(kind.asSubclass(CustomResource.class)));
      }
    }
    return held;
  }

  private <T extends HasMetadata> List<? extends HasMetadata> held(Class<T> kind) {
    var all = client.resources(kind);
    try {
      List<T> found =
          namespaces.isEmpty()
              ? all.inAnyNamespace().list().getItems()
              : namespaces.stream()
                  .flatMap(each -> all.inNamespace(each).list().getItems().stream())
                  .toList();
      return found.stream().filter(each -> !Finalizers.ours(each).isEmpty()).toList();
    } catch (KubernetesClientException e) {
      if (e.getCode() == 404) {
        err.println("The kind " + kind.getSimpleName() + " is not installed.");
        return List.of();
      }
      throw e;
    }
  }

  private static void explain(List<HasMetadata> held, PrintStream err) {
    err.println("The operator stays: without it, nothing can delete these resources.");
    for (HasMetadata each : held) {
      err.printf("  %s: %s%n", name(each), String.join(", ", Finalizers.ours(each)));
    }
    err.println("Delete them, which waits until their calls have ended, and then go on:");
    for (HasMetadata each : held) {
      var meta = each.getMetadata();
      err.printf(
          "  kubectl --namespace %s delete %s %s%n",
          meta.getNamespace(), each.getFullResourceName(), meta.getName());
    }
    err.println(
        "Or keep them for the next operator, and remove this one all the same: helm uninstall"
            + " --no-hooks.");
  }

  private static String name(HasMetadata resource) {
    var meta = resource.getMetadata();
    return "%s %s/%s".formatted(resource.getKind(), meta.getNamespace(), meta.getName());
  }
}
