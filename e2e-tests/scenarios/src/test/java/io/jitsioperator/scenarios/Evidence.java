package io.jitsioperator.scenarios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What one needs to see when a story has failed. */
final class Evidence {

  private static final String[] PODS = {
    "get",
    "pods",
    "-A",
    "-o",
    "jsonpath={range .items[*]}{.metadata.namespace} {.metadata.name}{\"\\n\"}{end}"
  };

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
    for (String pod : cluster.kubectl(PODS).split("\n")) {
      String[] words = pod.split(" ");
      if (words.length == 2 && !words[0].equals("kube-system")) {
        of(cluster, folder, words[0], words[1]);
      }
    }
    return folder;
  }

  private static void of(Cluster cluster, Path folder, String namespace, String name)
      throws IOException {
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
    } catch (RuntimeException e) {
      // The rest is worth something without it.
      text = String.valueOf(e.getMessage());
    }
    Files.writeString(folder.resolve(file), text);
  }
}
