package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.jitsioperator.plan.kube.Env;
import io.jitsioperator.plan.kube.Heap;
import io.jitsioperator.plan.kube.Tcp;
import io.jitsioperator.plan.shard.Credentials.Key;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * Jicofo, the focus of every conference: it chooses the bridges. All of its settings stand in
 * {@link #env}; what each does: jitsi/docker-jitsi-meet
 * jicofo/rootfs/defaults/jicofo.conf@738058b4.
 */
final class Jicofo {

  /** Without authentication: only the operator may reach it. */
  static final Tcp REST = new Tcp("http", 8888);

  private Jicofo() {}

  static Part plan(Scope scope, Credentials credentials) {
    var part =
        Singleton.part(
            scope,
            Component.JICOFO,
            List.of(REST),
            revision(scope, credentials),
            List.of(),
            annotations -> pod(scope, credentials, annotations));
    return part.verdict().isTrue() ? part.with(JicofoLogins.verdict(scope)) : part;
  }

  /** Its settings, from top to bottom. */
  private static List<EnvVar> env(Scope scope, Credentials credentials) {
    var env = new Env();
    logins(env, scope, credentials);
    Login.tell(env, scope.spec().authentication());
    bridges(env, scope);
    env
        // The kubelet and the operator ask over REST, which otherwise listens on the loopback only;
        // /about/health exists only when it is switched on.
        .set("JICOFO_ENABLE_REST", 1)
        .set("JICOFO_ENABLE_HEALTH_CHECKS", 1)

        // Recorders and gateways may come while calls run, so their breweries are watched from the
        // first day. Any address switches the gateways' on; nobody ever calls this one.
        .set("ENABLE_RECORDING", 1)
        .set("JIGASI_SIP_URI", "nobody@sip.invalid");
    Heap.of(scope.spec().jicofo().resources()).ifPresent(m -> env.set("JICOFO_MAX_MEMORY", m));
    return env.with(scope.spec().jicofo().extraEnv());
  }

  private static void logins(Env env, Scope scope, Credentials credentials) {
    env.set("XMPP_SERVER", scope.hostOf(Component.PROSODY))
        .set("XMPP_PORT", Prosody.XMPP.number())
        .set("XMPP_DOMAIN", XmppDomains.MAIN)
        .set("XMPP_AUTH_DOMAIN", XmppDomains.AUTH)
        .set("XMPP_MUC_DOMAIN", XmppDomains.MUC)
        .set("XMPP_INTERNAL_MUC_DOMAIN", XmppDomains.INTERNAL_MUC)
        .set("XMPP_HIDDEN_DOMAIN", XmppDomains.HIDDEN)
        // A second login, to the Prosody where bridges meet.
        .set("ENABLE_JVB_XMPP_SERVER", 1)
        .set("JVB_XMPP_SERVER", scope.hostOf(Component.BREWERY))
        .set("JVB_XMPP_PORT", Brewery.XMPP.number())
        .set("JVB_XMPP_AUTH_DOMAIN", XmppDomains.BREWERY_AUTH)
        .set("JVB_XMPP_INTERNAL_MUC_DOMAIN", XmppDomains.BREWERY_MUC)
        .set("JVB_BREWERY_MUC", XmppDomains.BRIDGES)
        .secret("JICOFO_AUTH_PASSWORD", credentials.secret(), Key.JICOFO_AUTH_PASSWORD.name());
  }

  private static void bridges(Env env, Scope scope) {
    var selection = scope.spec().jicofo().bridgeSelection();
    env
        // Without octo a conference never leaves its first bridge, and none could be emptied by
        // moving people; the strategy keeps them in their region.
        .set("ENABLE_OCTO", 1)
        .set("OCTO_BRIDGE_SELECTION_STRATEGY", "RegionBasedBridgeSelectionStrategy")
        .set("JICOFO_OCTO_REGION", scope.spec().region())
        .set("BRIDGE_STRESS_THRESHOLD", plain(selection.stressThreshold()))
        .set("MAX_BRIDGE_PARTICIPANTS", selection.maxBridgeParticipants());
    if (selection.loadRedistribution()) {
      env.set("JICOFO_ENABLE_LOAD_REDISTRIBUTION", 1);
    }
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  private static Revision revision(Scope scope, Credentials credentials) {
    return Revision.of(scope)
        .value("image", image(scope))
        .value("region", scope.spec().region())
        .value("authentication", Login.type(scope.spec().authentication()))
        .value("bridgeSelection", scope.spec().jicofo().bridgeSelection())
        .placement(scope.spec().jicofo())
        .customisation(scope.spec().jicofo())
        .passwords(credentials, Key.JICOFO_AUTH_PASSWORD)
        .revision();
  }

  private static PodTemplateSpec pod(
      Scope scope, Credentials credentials, Map<String, String> annotations) {
    var fields = scope.spec().jicofo();
    var mounts = JitsiPod.withConfig(JitsiPod.writable(), fields);
    // Not /about/health: it fails while there is no bridge.
    var version = REST.answers("/about/version");
    var container =
        JitsiPod.container(
                scope,
                Component.JICOFO,
                image(scope),
                fields,
                env(scope, credentials),
                List.of(REST),
                mounts)
            .withStartupProbe(Internals.startup(version))
            .withReadinessProbe(Internals.readiness(version))
            .build();
    return JitsiPod.thatStays(scope, Component.JICOFO, fields, annotations, container, mounts);
  }

  private static String image(Scope scope) {
    var overrides = scope.spec().images().overrides();
    return JitsiPod.image(scope, "jicofo", overrides == null ? null : overrides.jicofo());
  }
}
