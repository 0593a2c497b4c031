package io.jitsioperator.testbed.demo;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.nio.file.Path;
import java.util.List;

/** One shard: made from ten lines, and in the end deleted with all that it made. */
record ShardStory(Stage stage) {

  /** Makes it. */
  void make(Path sample) throws Exception {
    stage.screen().chapter("A shard from ten lines");
    stage
        .cluster()
        .client()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(Stage.NAMESPACE)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .create();
    stage
        .screen()
        .step(
            "kubectl apply of the sample",
            () -> stage.cluster().kubectl("apply", "-n", Stage.NAMESPACE, "-f", sample.toString()));
    for (String part :
        List.of(
            "CredentialsReady",
            "ProsodyReady",
            "BreweryReady",
            "WebReady",
            "JicofoReady",
            "Ready")) {
      stage
          .screen()
          .step(
              part,
              () ->
                  stage.cluster().await(Stage.NAMESPACE, Stage.NAME, part, "True", Stage.PATIENCE));
    }
    stage
        .screen()
        .step(
            "it says that it has no bridges yet",
            () -> {
              var condition =
                  stage
                      .cluster()
                      .await(
                          Stage.NAMESPACE, Stage.NAME, "BridgesAvailable", "False", Stage.PATIENCE);
              Stage.require("NoPool".equals(condition.getReason()), Cluster.sentence(condition));
              return condition;
            });
    look();
  }

  private void look() throws Exception {
    stage
        .screen()
        .show("kubectl get jitsi", stage.cluster().kubectl("get", "jitsi", "-n", Stage.NAMESPACE));
    stage
        .screen()
        .show(
            "kubectl get pods",
            stage.cluster().kubectl("get", "pods", "-n", Stage.NAMESPACE, "-o", "wide"));
    stage.screen().say("Conditions:");
    stage
        .cluster()
        .shard(Stage.NAMESPACE, Stage.NAME)
        .getStatus()
        .conditions()
        .forEach(c -> stage.screen().say("  " + Cluster.sentence(c)));
  }

  /** Deletes it. */
  void delete() throws Exception {
    stage.screen().chapter("The shard is deleted");
    stage
        .screen()
        .step(
            "kubectl delete jitsishard eu1",
            () ->
                stage
                    .cluster()
                    .kubectl(
                        "delete", "jitsishard", "-n", Stage.NAMESPACE, Stage.NAME, "--wait=false"));
    stage
        .screen()
        .step(
            "everything it made is gone, by owner references",
            () -> {
              stage
                  .cluster()
                  .await(
                      "an empty namespace",
                      Stage.PATIENCE,
                      () -> leftovers().isEmpty(),
                      this::leftovers);
              return "";
            });
  }

  private String leftovers() {
    try {
      return stage
          .cluster()
          .kubectl(
              "get",
              "statefulset,deployment,service,secret,poddisruptionbudget,networkpolicy,pod",
              "-n",
              Stage.NAMESPACE,
              "-l",
              "app.kubernetes.io/managed-by=jitsi-operator",
              "-o",
              "name");
    } catch (Exception e) {
      return String.valueOf(e.getMessage());
    }
  }
}
