package io.jitsioperator.scenarios;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.util.UUID;

/**
 * A namespace for one story, as strict as Kubernetes has them: Pod Security <em>restricted</em>.
 */
record Tenant(Cluster cluster, String namespace) implements AutoCloseable {

  static Tenant create(Cluster cluster) {
    String name = "t-" + UUID.randomUUID().toString().substring(0, 8);
    cluster
        .client()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .create();
    return new Tenant(cluster, name);
  }

  /**
   * Applies manifests, server-side. Just after an installation the API server may not know the kind
   * yet: a user tries again, too.
   */
  void apply(String yaml) {
    cluster.kubectlWith(yaml, "-n", namespace, "apply", "--server-side", "-f", "-");
  }

  /**
   * Applies a shard.
   *
   * @param spec further lines of its spec, each a field in YAML's flow style
   */
  Shard shard(String name, String... spec) {
    Story.eventually("the shard is taken", () -> apply(Shard.manifest(name, spec)));
    return new Shard(this, name);
  }

  /**
   * Applies a pool of the smallest bridges, which serves the shard of its name.
   *
   * @param spec further lines of its spec, each a field in YAML's flow style
   */
  Pool pool(String name, String... spec) {
    apply(Pool.manifest(name, mediaPort(), spec));
    return new Pool(this, name);
  }

  /** A UDP port of nodes that other stories hardly have. */
  int mediaPort() {
    return 10_000 + Math.floorMod(namespace.hashCode(), 10_000);
  }

  /** What docs/bridges.md asks for: pods may use ports of their nodes. */
  Tenant allowPortsOfNodes() {
    cluster.kubectl(
        "label",
        "namespace",
        namespace,
        "--overwrite",
        "pod-security.kubernetes.io/enforce=privileged");
    return this;
  }

  /** Runs kubectl in it. */
  String kubectl(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "--namespace=" + namespace;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return cluster.kubectl(all);
  }

  /**
   * Deletes it; Kubernetes does so after the story has ended. Its pools go first, as
   * docs/bridges.md says: of a namespace, Kubernetes deletes the pods before all else and looks
   * again only minutes later, and until then the pools are there.
   */
  @Override
  public void close() {
    kubectl("delete", "bridgepools", "--all", "--timeout=120s");
    cluster.client().namespaces().withName(namespace).delete();
  }
}
