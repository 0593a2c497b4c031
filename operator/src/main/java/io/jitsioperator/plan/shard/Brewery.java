package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.jitsioperator.plan.kube.Env;
import io.jitsioperator.plan.kube.Tcp;
import io.jitsioperator.plan.shard.Credentials.Key;
import java.util.List;
import java.util.Map;

/**
 * The brewery Prosody, where bridges meet Jicofo. The main one would send every bridge's presence
 * to all other bridges; this mode drops it. It also keeps bridges, which may be another team's,
 * away from users' XMPP (jitsi/docker-jitsi-meet
 * prosody/rootfs/defaults/conf.d/brewery.cfg.lua@738058b4).
 */
final class Brewery {

  /** Bridges, Jicofo, and the operator. */
  static final Tcp XMPP = new Tcp("xmpp", 6222);

  private Brewery() {}

  static Part plan(Scope scope, Credentials credentials) {
    return Singleton.part(
        scope,
        Component.BREWERY,
        List.of(XMPP),
        revision(scope, credentials),
        List.of(),
        annotations -> pod(scope, credentials, annotations));
  }

  /** Its settings, from top to bottom. The user's extraEnv is the main Prosody's alone. */
  private static List<EnvVar> env(Credentials credentials) {
    var secret = credentials.secret();
    return new Env()
        .set("PROSODY_MODE", "brewery")
        // The image would take 5222, but everybody else expects this one.
        .set("XMPP_PORT", XMPP.number())

        // Script and template of the image fall back to different ones.
        .set("JVB_XMPP_AUTH_DOMAIN", XmppDomains.BREWERY_AUTH)
        .set("JVB_XMPP_INTERNAL_MUC_DOMAIN", XmppDomains.BREWERY_MUC)
        .secret("JICOFO_AUTH_PASSWORD", secret, Key.JICOFO_AUTH_PASSWORD.name())
        .secret("JVB_AUTH_PASSWORD", secret, Key.JVB_AUTH_PASSWORD.name())

        // The image makes a fixed set of accounts. The one meant for gateways, which never log in
        // here and are no admins in this mode, is the operator's own: as "focus" it would take
        // Jicofo's place, as "jvb" it would get no presence
        // (jitsi/docker-jitsi-meet prosody/rootfs/etc/s6-overlay/scripts/register-setup@738058b4).
        .set("JIGASI_XMPP_USER", XmppDomains.OPERATOR)
        .secret("JIGASI_XMPP_PASSWORD", secret, Key.OPERATOR_XMPP_PASSWORD.name())
        .with(List.of());
  }

  private static Revision revision(Scope scope, Credentials credentials) {
    return Revision.of(scope)
        .value("image", Prosody.image(scope))
        .placement(scope.spec().prosody())
        .passwords(
            credentials,
            Key.JICOFO_AUTH_PASSWORD,
            Key.JVB_AUTH_PASSWORD,
            Key.OPERATOR_XMPP_PASSWORD)
        .revision();
  }

  private static PodTemplateSpec pod(
      Scope scope, Credentials credentials, Map<String, String> annotations) {
    var fields = scope.spec().prosody();
    var mounts =
        JitsiPod.writable().scratch("data", "/var/lib/prosody").scratch("config", "/config");
    var container =
        JitsiPod.container(
                scope,
                Component.BREWERY,
                Prosody.image(scope),
                fields,
                env(credentials),
                List.of(XMPP),
                mounts)
            .withStartupProbe(Internals.startup(XMPP.listens()))
            .withReadinessProbe(Internals.readiness(XMPP.listens()))
            .build();
    return JitsiPod.thatStays(scope, Component.BREWERY, fields, annotations, container, mounts);
  }
}
