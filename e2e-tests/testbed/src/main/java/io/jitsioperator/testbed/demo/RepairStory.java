package io.jitsioperator.testbed.demo;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Map;
import java.util.Objects;

/** The shard is broken in three ways, and repaired. */
record RepairStory(Stage stage) {

  void tell() throws Exception {
    loseService();
    loseProsody();
    loseOperator();
  }

  private void loseService() throws Exception {
    stage.screen().chapter("Somebody deletes a Service");
    String before = service().getMetadata().getUid();
    stage
        .screen()
        .step(
            "kubectl delete service eu1-prosody",
            () ->
                stage.cluster().kubectl("delete", "service", "-n", Stage.NAMESPACE, "eu1-prosody"));
    stage
        .screen()
        .step(
            "it is back, with another UID",
            () -> {
              awaitService(before);
              return before;
            });
  }

  private void loseProsody() throws Exception {
    stage.screen().chapter("Prosody's process dies");
    String pod = "eu1-prosody-0";
    int restarts = restarts(pod);
    String uid = stage.pod(pod).getMetadata().getUid();
    stage.machine().killProcess(Stage.NAMESPACE, pod);
    stage
        .screen()
        .step(
            "the shard says so",
            () ->
                stage
                    .cluster()
                    .await(Stage.NAMESPACE, Stage.NAME, "Ready", "False", Stage.PATIENCE));
    stage
        .screen()
        .say(
            Cluster.sentence(
                stage
                    .cluster()
                    .condition(Stage.NAMESPACE, Stage.NAME, "ProsodyReady")
                    .orElseThrow()));
    stage.screen().step("the container is started again", () -> awaitRestart(pod, restarts));
    stage
        .screen()
        .step(
            "everybody has logged in again: Ready",
            () ->
                stage
                    .cluster()
                    .await(Stage.NAMESPACE, Stage.NAME, "Ready", "True", Stage.PATIENCE));
    Stage.require(
        uid.equals(stage.pod(pod).getMetadata().getUid()),
        "the pod was replaced, although only its process had died");
  }

  private void loseOperator() throws Exception {
    stage
        .screen()
        .chapter("The operator is killed with -9, and something is deleted while it is away");
    Secret secret = secret();
    Map<String, String> pods = stage.pods();
    stage.machine().killOperator();
    String before = service().getMetadata().getUid();
    stage
        .screen()
        .step(
            "kubectl delete service eu1-prosody",
            () ->
                stage.cluster().kubectl("delete", "service", "-n", Stage.NAMESPACE, "eu1-prosody"));
    stage
        .screen()
        .step(
            "the operator starts again",
            () -> {
              stage.machine().startOperator();
              return before;
            });
    stage
        .screen()
        .step(
            "the Service is back",
            () -> {
              awaitService(before);
              return before;
            });
    stage
        .screen()
        .step(
            "Ready",
            () ->
                stage
                    .cluster()
                    .await(Stage.NAMESPACE, Stage.NAME, "Ready", "True", Stage.PATIENCE));
    stage
        .screen()
        .step(
            "no password was changed, no pod restarted",
            () -> {
              Stage.require(
                  Objects.equals(secret.getData(), secret().getData()), "the credentials changed");
              Stage.require(
                  pods.equals(stage.pods()),
                  "pods were replaced: " + pods + " became " + stage.pods());
              return pods;
            });
    stage
        .screen()
        .show(
            "kubectl get events",
            stage
                .cluster()
                .kubectl(
                    "get",
                    "events",
                    "-n",
                    Stage.NAMESPACE,
                    "--field-selector",
                    "involvedObject.kind=JitsiShard",
                    "--sort-by=.metadata.creationTimestamp"));
  }

  private void awaitService(String otherThan) throws Exception {
    stage
        .cluster()
        .await(
            "a new Service eu1-prosody",
            Stage.PATIENCE,
            () -> {
              Service now =
                  stage
                      .cluster()
                      .client()
                      .services()
                      .inNamespace(Stage.NAMESPACE)
                      .withName("eu1-prosody")
                      .get();
              return now != null && !otherThan.equals(now.getMetadata().getUid());
            },
            () -> "none or the old one");
  }

  private Service service() {
    return stage
        .cluster()
        .client()
        .services()
        .inNamespace(Stage.NAMESPACE)
        .withName("eu1-prosody")
        .require();
  }

  private Secret secret() {
    return stage
        .cluster()
        .client()
        .secrets()
        .inNamespace(Stage.NAMESPACE)
        .withName("eu1-credentials")
        .require();
  }

  private int restarts(String pod) {
    return stage.pod(pod).getStatus().getContainerStatuses().getFirst().getRestartCount();
  }

  private int awaitRestart(String pod, int before) throws Exception {
    stage
        .cluster()
        .await(
            "a restart of " + pod,
            Stage.PATIENCE,
            () -> restarts(pod) > before,
            () -> restarts(pod) + " restarts");
    return restarts(pod);
  }
}
