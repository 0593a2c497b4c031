package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.jitsioperator.plan.kube.Env;
import io.jitsioperator.plan.kube.Tcp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The web front end: nginx with the Jitsi Meet application, and users' way to Prosody. All of its
 * settings stand in {@link #env}; what each does: jitsi/docker-jitsi-meet
 * web/rootfs/defaults/{meet.conf,system-config.js,settings-config.js}@738058b4.
 */
final class Web {

  static final Tcp HTTP = new Tcp("http", 8000);

  /** Port of the Service. */
  static final int SERVICE_PORT = 80;

  /** On the pod template, beside the revision. */
  static final String TEMPLATE_VERSION_ANNOTATION = "jitsi-operator.io/template-version";

  private Web() {}

  static Part plan(Scope scope) {
    var revision = revision(scope);
    var services = new ArrayList<HasMetadata>();
    services.add(service(scope));
    WebIngress.plan(scope).ifPresent(services::add);
    WebRoute.plan(scope).ifPresent(services::add);
    return new Part(
        Component.WEB,
        revision,
        services,
        revision.value().map(value -> deployment(scope, template(scope, value))),
        scope.ref("apps/v1", "Deployment", scope.nameOf(Component.WEB)),
        WebVerdict.of(scope, revision));
  }

  /** Its settings, from top to bottom. */
  private static List<EnvVar> env(Scope scope) {
    var env = new Env();
    wiring(env, scope);
    WebApplication.settings(env, scope.spec());
    return env.with(scope.spec().web().extraEnv());
  }

  private static void wiring(Env env, Scope scope) {
    env
        // With another prefix than https:// the image builds broken URLs; TLS ends before web.
        .set("PUBLIC_URL", "https://" + scope.spec().domain())
        .set("DISABLE_HTTPS", 1)
        .set("ENABLE_HTTP_REDIRECT", 0)

        // The full name: nginx resolves it at request time and knows no search domains.
        .set(
            "XMPP_BOSH_URL_BASE",
            "http://" + scope.hostOf(Component.PROSODY) + ":" + Prosody.HTTP.number())
        .set("XMPP_DOMAIN", XmppDomains.MAIN)
        .set("XMPP_AUTH_DOMAIN", XmppDomains.AUTH)
        .set("XMPP_MUC_DOMAIN", XmppDomains.MUC)
        .set("XMPP_GUEST_DOMAIN", XmppDomains.GUEST)

        // Recording makes clients know the hidden domain, so that they hide recorders from the day
        // the first one comes; the button stays off until somebody has recorders.
        .set("XMPP_HIDDEN_DOMAIN", XmppDomains.HIDDEN)
        .set("ENABLE_RECORDING", 1)
        .set("ENABLE_SERVICE_RECORDING", isTrue(scope.spec().features().recording()) ? 1 : 0)

        // Becomes the header X-Jitsi-Shard.
        .set("DEPLOYMENTINFO_SHARD", scope.publicName())
        .set("DEPLOYMENTINFO_REGION", scope.spec().region())

        // Bridges have no WebSocket that users could reach.
        .set("JVB_PREFER_SCTP", 1);
  }

  private static boolean isTrue(@Nullable Boolean wanted) {
    return Boolean.TRUE.equals(wanted);
  }

  private static Revision revision(Scope scope) {
    var reading = Revision.of(scope);
    WebApplication.read(reading, scope.spec());
    return reading
        .value("image", image(scope))
        .value("domain", scope.spec().domain())
        .value("region", scope.spec().region())
        .placement(scope.spec().web())
        .customisation(scope.spec().web())
        .revision();
  }

  private static PodTemplateSpec template(Scope scope, String revision) {
    return observedTemplate(scope)
        .filter(observed -> isOlderFormOf(observed, revision))
        .orElseGet(() -> pod(scope, revision));
  }

  private static Optional<PodTemplateSpec> observedTemplate(Scope scope) {
    return scope
        .world()
        .owned()
        .find(Deployment.class, scope.nameOf(Component.WEB))
        .map(observed -> observed.getSpec().getTemplate());
  }

  private static boolean isOlderFormOf(PodTemplateSpec observed, String revision) {
    var annotations = Optional.ofNullable(observed.getMetadata().getAnnotations()).orElse(Map.of());
    return revision.equals(annotations.get(Revision.ANNOTATION))
        && !Internals.webTemplate().equals(annotations.get(TEMPLATE_VERSION_ANNOTATION));
  }

  private static PodTemplateSpec pod(Scope scope, String revision) {
    var fields = scope.spec().web();
    var mounts = JitsiPod.withConfig(JitsiPod.writable(), fields);
    var container =
        JitsiPod.container(
                scope, Component.WEB, image(scope), fields, env(scope), List.of(HTTP), mounts)
            // Through nginx to Prosody and back: a web that has no way to it never replaces one
            // that has. Only at the start, so that Prosody's restarts take no page away.
            .withStartupProbe(Internals.startup(HTTP.answers("/http-bind")))
            .withReadinessProbe(Internals.readiness(HTTP.answers("/")))
            // web holds no call: users' connections move to another pod.
            .withLivenessProbe(liveness())
            .build();
    var pod =
        JitsiPod.pod(scope, fields, container, mounts)
            .withTopologySpreadConstraints(spread(scope, fields.topologySpreadConstraints()));
    var annotations =
        Map.of(Revision.ANNOTATION, revision, TEMPLATE_VERSION_ANNOTATION, Internals.webTemplate());
    return JitsiPod.template(scope, Component.WEB, annotations, pod);
  }

  private static Probe liveness() {
    return new ProbeBuilder(HTTP.answers("/"))
        .withPeriodSeconds(10)
        .withTimeoutSeconds(5)
        .withFailureThreshold(6)
        .build();
  }

  /** Over zones and nodes where that is possible, unless the user says otherwise. */
  private static List<TopologySpreadConstraint> spread(
      Scope scope, List<TopologySpreadConstraint> users) {
    return users.isEmpty()
        ? Stream.of("topology.kubernetes.io/zone", "kubernetes.io/hostname")
            .map(
                key ->
                    new TopologySpreadConstraintBuilder()
                        .withMaxSkew(1)
                        .withTopologyKey(key)
                        .withWhenUnsatisfiable("ScheduleAnyway")
                        .withNewLabelSelector()
                        .withMatchLabels(scope.selectorOf(Component.WEB))
                        .endLabelSelector()
                        .build())
            .toList()
        : users;
  }

  private static Deployment deployment(Scope scope, PodTemplateSpec template) {
    var deployment =
        new DeploymentBuilder()
            .withMetadata(scope.meta(Component.WEB))
            .withNewSpec()
            .withReplicas(scope.spec().web().replicas())
            .withNewStrategy()
            .withType("RollingUpdate")
            .withNewRollingUpdate()
            .withMaxSurge(new IntOrString(1))
            .withMaxUnavailable(new IntOrString(0))
            .endRollingUpdate()
            .endStrategy()
            .withNewSelector()
            .withMatchLabels(scope.selectorOf(Component.WEB))
            .endSelector()
            .endSpec()
            .build();
    deployment.getSpec().setTemplate(template);
    return deployment;
  }

  private static Service service(Scope scope) {
    var wanted = scope.spec().web().service();
    var meta = scope.meta(Component.WEB);
    meta.setAnnotations(wanted.annotations());
    return new ServiceBuilder()
        .withMetadata(meta)
        .withNewSpec()
        .withType(wanted.type())
        .withSelector(scope.selectorOf(Component.WEB))
        .withPorts(HTTP.ofService(SERVICE_PORT))
        .endSpec()
        .build();
  }

  private static String image(Scope scope) {
    var overrides = scope.spec().images().overrides();
    return JitsiPod.image(scope, "web", overrides == null ? null : overrides.web());
  }
}
