package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jitsioperator.testbed.jitsi.Conference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another version of the operator, with other templates inside, touches nothing that runs. */
@OwnCluster
class OperatorUpgradeIT {

  private static final int CONFERENCES = 30;

  private static final List<String> SINGLETONS = List.of("prosody", "brewery", "jicofo");

  private final RunningOperator operator;
  private final KubernetesClient client;

  @TempDir Path build;

  OperatorUpgradeIT(RunningOperator operator) {
    this.operator = operator;
    this.client = operator.client();
  }

  /**
   * Seen to fail when a pod that differed from its template was replaced once no conference ran;
   * with 12 s in place of {@link JicofoTrust#ANEW} that went unnoticed.
   */
  @Test
  void whatItTemplatesAnewReachesAPodAtItsNextBirth(TestNamespace namespace) throws IOException {
    Shard shard = namespace.shard("eu1").awaitReady();
    List<Conference> conferences = new ArrayList<>();
    for (int i = 0; i < CONFERENCES; i++) {
      conferences.add(shard.meet("room" + i, 2));
    }
    Map<String, String> pods = shard.pods();
    Map<String, Integer> restarts = restarts(namespace);
    Deployment web = web(shard);
    operator.stop();
    operator.startBuild(otherBuild());
    try {
      awaitTemplates(shard);
      shard.letItLook();
      assertUntouched(shard, pods, web);
      shard.await("UpdatePending=False");
      conferences.forEach(each -> assertThat(each.cut()).isEmpty());
      // The next moment without a call would be the time to replace a pod.
      conferences.forEach(Conference::close);
      Eventually.pause(JicofoTrust.ANEW);
      shard.letItLook();
      // What that look does beside comes after it.
      shard.settledVersions();
      assertUntouched(shard, pods, web);
      assertThat(restarts(namespace)).isEqualTo(restarts);
      conferences.forEach(each -> assertThat(each.cut()).isEmpty());
      assertNextBirths(namespace, shard);
    } finally {
      conferences.forEach(Conference::close);
      operator.stop();
      operator.startAgain();
    }
  }

  private void awaitTemplates(Shard shard) {
    Eventually.see(
        "all three StatefulSets have the later template",
        () -> SINGLETONS.stream().filter(each -> isLater(template(shard, each))).toList(),
        SINGLETONS::equals);
  }

  private void assertUntouched(Shard shard, Map<String, String> pods, Deployment web) {
    shard.assertPods(pods);
    // Not its generation: a Deployment's rises with its annotations, too, and ours carry a hash.
    assertThat(web(shard).getSpec())
        .as("a change of web's template would roll it")
        .isEqualTo(web.getSpec());
  }

  private void assertNextBirths(TestNamespace namespace, Shard shard) {
    for (String component : SINGLETONS) {
      Pod old = shard.pod(component);
      client.resource(old).delete();
      shard.awaitReplacement(old);
    }
    shard.awaitReady();
    for (String component : SINGLETONS) {
      Pod pod = shard.pod(component);
      assertThat(isLater(pod.getMetadata().getLabels(), pod.getSpec()))
          .as("template of the new %s: %s", component, pod)
          .isTrue();
    }
    namespace.shard("eu1", "web: {extraEnv: [{name: TOOLBAR_BUTTONS, value: hangup}]}");
    Eventually.see(
        "web's template is the later one after a change of the user's",
        () -> isLater(web(shard).getSpec().getTemplate()),
        Boolean::booleanValue);
    shard.awaitReady();
  }

  private PodTemplateSpec template(Shard shard, String component) {
    StatefulSet set =
        client
            .apps()
            .statefulSets()
            .inNamespace(shard.namespace())
            .withName(shard.part(component))
            .require();
    return set.getSpec().getTemplate();
  }

  private Deployment web(Shard shard) {
    return client
        .apps()
        .deployments()
        .inNamespace(shard.namespace())
        .withName(shard.part("web"))
        .require();
  }

  private static boolean isLater(PodTemplateSpec template) {
    return isLater(template.getMetadata().getLabels(), template.getSpec());
  }

  /** Label, variable and probes, all three. */
  private static boolean isLater(Map<String, String> labels, PodSpec spec) {
    Container container = spec.getContainers().getFirst();
    return "later".equals(labels.get("example.com/planted"))
        && container.getEnv().stream().anyMatch(each -> each.getName().equals("PLANTED"))
        && container.getStartupProbe().getFailureThreshold() == 277
        && container.getReadinessProbe().getPeriodSeconds() == 4;
  }

  private Map<String, Integer> restarts(TestNamespace namespace) {
    Map<String, Integer> restarts = new TreeMap<>();
    for (Pod pod : client.pods().inNamespace(namespace.name()).list().getItems()) {
      restarts.put(
          pod.getMetadata().getName(),
          pod.getStatus().getContainerStatuses().getFirst().getRestartCount());
    }
    return restarts;
  }

  /** Compiles the class of internal defaults as a later version might have it. */
  private Path otherBuild() throws IOException {
    Path source = build.resolve("Internals.java");
    try (InputStream file =
        Objects.requireNonNull(getClass().getResourceAsStream("other-build/Internals.java"))) {
      Files.copy(file, source);
    }
    Path classes = Files.createDirectories(build.resolve("classes"));
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                Stream.of(
                        List.of("-proc:none", "-d", classes.toString()),
                        List.of("-cp", System.getProperty("java.class.path")),
                        List.of(source.toString()))
                    .flatMap(List::stream)
                    .toArray(String[]::new));
    assertThat(result).as("compiling the other build's Internals").isZero();
    return classes;
  }
}
