package io.jitsioperator.scenarios;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What one needs to see when a story has failed. */
final class Evidence {

  private Evidence() {}

  /**
   * Writes resources with their statuses, events, descriptions and logs.
   *
   * @return the folder, {@code target/evidence/<story>}
   */
  static Path save(Cluster cluster, String story) throws IOException {
    Path folder =
        Files.createDirectories(Settings.repository().resolve("target/evidence").resolve(story));
    keep(cluster, folder, "jitsi.yaml", "get", "jitsi", "-A", "-o", "yaml");
    keep(cluster, folder, "objects.txt", "get", "all,pdb,nodes,pvc", "-A", "-o", "wide");
    keep(cluster, folder, "events.txt", "get", "events", "-A", "--sort-by=.lastTimestamp");
    keep(cluster, folder, "nodes.txt", "describe", "nodes");
    for (Pod pod : cluster.client().pods().inAnyNamespace().list().getItems()) {
      if (!pod.getMetadata().getNamespace().equals("kube-system")) {
        of(cluster, folder, pod);
      }
    }
    return folder;
  }

  private static void of(Cluster cluster, Path folder, Pod pod) throws IOException {
    String namespace = pod.getMetadata().getNamespace();
    String name = pod.getMetadata().getName();
    String file = namespace + "." + name;
    keep(cluster, folder, file + ".describe.txt", "-n", namespace, "describe", "pod", name);
    keep(cluster, folder, file + ".log", "-n", namespace, "logs", name, "--all-containers");
    keep(cluster, folder, file + ".before.log", "-n", namespace, "logs", name, "--previous");
  }

  private static void keep(Cluster cluster, Path folder, String file, String... kubectl)
      throws IOException {
    String text;
    try {
      text = cluster.kubectl(kubectl);
    } catch (UncheckedIOException e) {
      text = String.valueOf(e.getMessage());
    }
    Files.writeString(folder.resolve(file), text);
  }
}
