package io.jitsioperator.charts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jitsioperator.settings.Settings;
import io.jitsioperator.settings.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the chart of the operator makes. */
class OperatorChartTest {

  private static final Chart CHART = Chart.OPERATOR;

  @Test
  void helmFindsNothingToComplainAbout() {
    var lint = CHART.lint();
    assertThat(lint.isFailed()).as("%s", lint.getMessages()).isFalse();
  }

  @Test
  void itsVersionAndImageAreThoseOfTheBuild() throws IOException {
    String pom = Repository.text("pom.xml");
    String version = pom.replaceAll("(?s).*?<version>([^<]+)</version>.*", "$1");
    assertThat(Repository.text("helm-chart/jitsi-operator/Chart.yaml"))
        .contains("\nversion: " + version + "\n", "\nappVersion: " + version + "\n");
    assertThat(container(CHART.render()).getImage()).isEqualTo("jitsi-operator:" + version);
  }

  @Test
  void theCrdsAreTheCommittedOnesAndStay() throws IOException {
    List<CustomResourceDefinition> rendered = CHART.render().all(CustomResourceDefinition.class);
    List<Path> committed = Repository.files("crds", ".yaml");
    assertThat(rendered).hasSameSizeAs(committed);
    for (CustomResourceDefinition crd : rendered) {
      Map<String, String> annotations = crd.getMetadata().getAnnotations();
      assertThat(annotations).containsEntry("helm.sh/resource-policy", "keep").hasSize(1);
      crd.getMetadata().setAnnotations(null);
      String name = crd.getMetadata().getName() + ".yaml";
      CustomResourceDefinition file =
          Serialization.unmarshal(Repository.text("crds/" + name), CustomResourceDefinition.class);
      assertThat(Serialization.asYaml(crd))
          .as("the chart's copy of %s is stale: run make charts", name)
          .isEqualTo(Serialization.asYaml(file));
    }
    assertThat(CHART.render("crds: {install: false}").all(CustomResourceDefinition.class))
        .isEmpty();
  }

  @Test
  void itsPodsAreRestricted() {
    for (PodTemplateSpec pod :
        List.of(
            CHART.render().one(Deployment.class).getSpec().getTemplate(),
            CHART.withHooks().render().one(Job.class).getSpec().getTemplate())) {
      PodSpec spec = pod.getSpec();
      var context = spec.getSecurityContext();
      assertThat(context.getRunAsNonRoot()).isTrue();
      assertThat(context.getRunAsUser()).isEqualTo(65532L);
      assertThat(context.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
      var container = spec.getContainers().getFirst().getSecurityContext();
      assertThat(container.getAllowPrivilegeEscalation()).isFalse();
      assertThat(container.getReadOnlyRootFilesystem()).isTrue();
      assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
      assertThat(spec.getVolumes()).allMatch(volume -> volume.getEmptyDir() != null);
      assertThat(spec.getEnableServiceLinks()).as("foreign variables").isFalse();
    }
  }

  @Test
  void theOperatorUnderstandsEveryVariableAndEveryVariableIsSet() {
    String values =
        """
        watchNamespaces: [meet, b]
        leaderElection: false
        clusterDomain: example.org
        pollInterval: 7s
        resyncInterval: 9m
        logFormat: text
        httpPort: 9090
        """;
    Map<String, String> env = new HashMap<>();
    for (EnvVar variable : container(CHART.renderAs("a", "ops", values)).getEnv()) {
      env.put(variable.getName(), variable.getValue());
    }
    assertThat(env.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Variable.values()).map(Variable::variable).toList());
    env.putAll(Map.of("POD_NAMESPACE", "ops", "POD_NAME", "a-0"));
    Settings settings = Settings.parse(env, "host");
    assertThat(settings.namespaces()).isEqualTo(Set.of("meet", "b"));
    assertThat(settings.leaderElection()).isFalse();
    assertThat(settings.clusterDomain()).isEqualTo("example.org");
    assertThat(settings.pollInterval()).hasSeconds(7);
    assertThat(settings.resyncInterval()).hasMinutes(9);
    assertThat(settings.port()).isEqualTo(9090);
    assertThat(env).containsEntry("JITSI_OPERATOR_LOG_FORMAT", "text");
  }

  @Test
  void theDefaultsAreThoseOfTheProgram() {
    for (EnvVar variable : container(CHART.render()).getEnv()) {
      if (variable.getValueFrom() == null && !variable.getName().endsWith("_POD_LABELS")) {
        assertThat(variable.getValue())
            .as(variable.getName())
            .isEqualTo(variableOf(variable.getName()).fallback().orElseThrow());
      }
    }
  }

  private static Variable variableOf(String name) {
    return Arrays.stream(Variable.values())
        .filter(each -> each.variable().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** NetworkPolicies of the shards, our own, Services and budgets all know the pods by labels. */
  @Test
  void itsPodsCarryTheLabelsByWhichTheyAreKnown() {
    Rendered all = CHART.withHooks().render("replicas: 2");
    Deployment deployment = all.one(Deployment.class);
    Map<String, String> labels = deployment.getSpec().getTemplate().getMetadata().getLabels();
    Map<String, String> env = new HashMap<>();
    container(all).getEnv().forEach(each -> env.put(each.getName(), each.getValue()));
    env.putAll(Map.of("POD_NAMESPACE", "ops", "POD_NAME", "a-0"));
    assertThat(labels)
        .containsAllEntriesOf(Settings.parse(env, "host").ownPodLabels())
        .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels())
        .containsAllEntriesOf(all.one(Service.class).getSpec().getSelector())
        .containsAllEntriesOf(
            all.one(NetworkPolicy.class).getSpec().getPodSelector().getMatchLabels())
        .containsAllEntriesOf(
            all.one(PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels());
    Map<String, String> job = all.one(Job.class).getSpec().getTemplate().getMetadata().getLabels();
    assertThat(job.entrySet())
        .as("a Job's pod that counts as one of the operator's")
        .doesNotContainAnyElementsOf(Set.of(Map.entry("app.kubernetes.io/name", "jitsi-operator")));
  }

  @Test
  void watchedNamespacesTakeTheClusterWideRoleAway() {
    Rendered all = CHART.render("watchNamespaces: [meet, b]");
    assertThat(names(all.all(ClusterRole.class)))
        .containsExactlyInAnyOrder("jitsi-operator-nodes", "jitsi-operator-namespaces");
    List<Role> roles =
        all.all(Role.class).stream()
            .filter(each -> each.getMetadata().getName().equals("jitsi-operator"))
            .toList();
    assertThat(roles)
        .extracting(each -> each.getMetadata().getNamespace())
        .containsExactlyInAnyOrder("meet", "b");
    var everywhere =
        CHART.render().all(ClusterRole.class).stream()
            .filter(each -> each.getMetadata().getName().equals("jitsi-operator"))
            .findFirst()
            .orElseThrow();
    assertThat(roles).allMatch(each -> each.getRules().equals(everywhere.getRules()));
  }

  @Test
  void noRoleHasAWildcardOrMayMakeRoles() {
    Rendered all = CHART.render("watchNamespaces: [meet]");
    for (Role role : all.all(Role.class)) {
      assertThat(role.getRules())
          .noneMatch(rule -> rule.getVerbs().contains("*") || rule.getResources().contains("*"))
          .noneMatch(rule -> rule.getApiGroups().contains("rbac.authorization.k8s.io"));
    }
  }

  @Test
  void twoReplicasNeedALeaderAndKeepApart() {
    PodSpec pod =
        CHART.render("replicas: 2").one(Deployment.class).getSpec().getTemplate().getSpec();
    assertThat(pod.getTopologySpreadConstraints()).hasSize(1);
    assertThat(Refusal.of(CHART, "{replicas: 2, leaderElection: false}"))
        .contains("leaderElection");
    Deployment alone = CHART.render("leaderElection: false").one(Deployment.class);
    assertThat(alone.getSpec().getStrategy().getType()).isEqualTo("Recreate");
  }

  @Test
  void probesAskThePagesThatTheOperatorServes() {
    Container container = container(CHART.render());
    assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/livez");
    assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/readyz");
    assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/readyz");
  }

  @Test
  void aNamespaceForItComesOnlyWhenAsked() {
    assertThat(CHART.render().all(Namespace.class)).isEmpty();
    assertThat(
            CHART
                .render("namespace: {create: true}")
                .one(Namespace.class)
                .getMetadata()
                .getLabels())
        .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
  }

  @Test
  void aServiceAccountOfYoursIsUsed() {
    Rendered all = CHART.render("serviceAccount: {create: false, name: mine}");
    assertThat(all.one(Deployment.class).getSpec().getTemplate().getSpec().getServiceAccountName())
        .isEqualTo("mine");
    assertThat(all.all(ServiceAccount.class)).isEmpty();
  }

  @Test
  void aPodMonitorComesWhereTheClusterKnowsTheKind() {
    String asked = "metrics: {podMonitor: {enabled: true, labels: {release: prometheus}}}";
    assertThat(CHART.render(asked).text()).doesNotContain("kind: PodMonitor");
    Chart there = CHART.where("monitoring.coreos.com/v1");
    assertThat(there.render().text()).doesNotContain("kind: PodMonitor");
    assertThat(there.render(asked).text()).contains("kind: PodMonitor", "release: prometheus");
  }

  /** It may list our resources and nothing else, wherever the operator looks. */
  @Test
  void theUninstallCheckMayOnlyLookAtOurResources() {
    Rendered all = CHART.withHooks().render("watchNamespaces: [meet, b]");
    List<Role> roles =
        all.all(Role.class).stream()
            .filter(each -> each.getMetadata().getName().endsWith("uninstall-check"))
            .toList();
    assertThat(roles).hasSize(2);
    for (Role role : roles) {
      assertThat(role.getRules()).hasSize(1);
      assertThat(role.getRules().getFirst().getApiGroups()).containsExactly("jitsi-operator.io");
      assertThat(role.getRules().getFirst().getVerbs()).containsExactly("list");
    }
    assertThat(CHART.withHooks().render("uninstallCheck: {enabled: false}").all(Job.class))
        .isEmpty();
  }

  @Test
  void theNotesNameTheNextStep() throws IOException {
    String notes = Files.readString(CHART.folder().resolve("templates/NOTES.txt"));
    assertThat(notes).contains("kind: JitsiShard", "kubectl get jitsi", "rollout status");
  }

  private static List<String> names(List<? extends HasMetadata> objects) {
    return objects.stream().map(each -> each.getMetadata().getName()).toList();
  }

  private static Container container(Rendered all) {
    return all.one(Deployment.class).getSpec().getTemplate().getSpec().getContainers().getFirst();
  }
}
