package io.jitsioperator.install;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.jitsioperator.install.EmptyCluster.Output;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Stands in for the kubelet: runs the pod of a hook as a process, and writes how it ended. */
final class HookPod {

  private static final Path JAR = Path.of("operator/target/jitsi-operator.jar");

  private final EmptyCluster cluster;
  private final String namespace;

  HookPod(EmptyCluster cluster, String namespace) {
    this.cluster = cluster;
    this.namespace = namespace;
  }

  /** Waits for the pod of this Job, runs it and returns what it said. */
  Output run(String job) throws IOException {
    var pods = cluster.admin().pods().inNamespace(namespace).withLabel("job-name", job);
    Pod pod = pods.waitUntilCondition(each -> each != null && isNew(each), 60, TimeUnit.SECONDS);
    var container = pod.getSpec().getContainers().getFirst();
    Map<String, String> env = new HashMap<>();
    for (EnvVar each : container.getEnv()) {
      String given = Objects.requireNonNullElse(each.getValue(), "");
      env.put(each.getName(), each.getValueFrom() == null ? given : namespace);
    }
    String account = pod.getSpec().getServiceAccountName();
    // There is a token in it.
    Path folder = cluster.workspace().folder("hook");
    Path kubeconfig =
        cluster.plane().serviceAccount(namespace, account).write(folder.resolve("kubeconfig"));
    env.put("KUBECONFIG", kubeconfig.toString());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("@operator/src/main/jvm.options", "-jar", JAR.toString()));
    command.addAll(container.getArgs());
    Output output = EmptyCluster.run(command, env);
    end(pod, output);
    return output;
  }

  private static boolean isNew(Pod pod) {
    return "Pending".equals(pod.getStatus().getPhase());
  }

  private void end(Pod pod, Output output) {
    var state =
        new ContainerStateBuilder()
            .withNewTerminated()
            .withExitCode(output.exit())
            .withReason(output.exit() == 0 ? "Completed" : "Error")
            .endTerminated()
            .build();
    // The scheduler writes there, too.
    cluster
        .admin()
        .pods()
        .inNamespace(namespace)
        .withName(pod.getMetadata().getName())
        .editStatus(
            now ->
                new PodBuilder(now)
                    .editStatus()
                    .withPhase(output.exit() == 0 ? "Succeeded" : "Failed")
                    .addNewContainerStatus()
                    .withName(pod.getSpec().getContainers().getFirst().getName())
                    .withImage("jitsi-operator")
                    .withImageID("none")
                    .withState(state)
                    .endContainerStatus()
                    .endStatus()
                    .build());
  }
}
