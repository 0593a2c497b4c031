package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.jitsioperator.api.v1alpha1.Features;
import io.jitsioperator.api.v1alpha1.Turn;
import io.jitsioperator.plan.kube.Env;
import io.jitsioperator.plan.kube.Mounts;
import io.jitsioperator.plan.kube.Tcp;
import io.jitsioperator.plan.shard.Credentials.Key;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prosody, the XMPP server that users, Jicofo, recorders and gateways log in to. All of its
 * settings stand in {@link #env}; what each does: jitsi/docker-jitsi-meet
 * prosody/rootfs/defaults/conf.d/jitsi-meet.cfg.lua@738058b4.
 */
final class Prosody {

  /** Service accounts: Jicofo, later recorders and gateways. */
  static final Tcp XMPP = new Tcp("xmpp", 5222);

  /** Users, through web: BOSH and WebSocket; also the census of rooms. */
  static final Tcp HTTP = new Tcp("http", 5280);

  /**
   * Its only data are accounts. Those of services the image makes anew from the environment at
   * every start: on a disk that stays, a changed password would never be applied (Jitsi contracts:
   * jitsi/docker-jitsi-meet prosody/rootfs/etc/s6-overlay/scripts/register-setup@738058b4).
   */
  static final String DATA = "/var/lib/prosody";

  /** The one place where the image reads files of the user. */
  private static final String CUSTOM = "/config/conf.d";

  private Prosody() {}

  static Part plan(Scope scope, Credentials credentials) {
    return Singleton.part(
        scope,
        Component.PROSODY,
        List.of(XMPP, HTTP),
        revision(scope, credentials),
        Accounts.claims(scope),
        annotations -> pod(scope, credentials, annotations));
  }

  /** Its settings, from top to bottom. */
  private static List<EnvVar> env(Scope scope, Credentials credentials) {
    var env = new Env();
    domains(env);
    accounts(env, credentials.secret());
    features(env, scope);
    switches(env, scope.spec().features());
    Login.of(env, scope.spec().authentication());
    turn(env, scope.spec().turn());
    return env.with(scope.spec().prosody().extraEnv());
  }

  private static void domains(Env env) {
    // Users' Prosody, not one for visitors or bridges.
    env.set("PROSODY_MODE", "client")
        .set("XMPP_PORT", XMPP.number())
        .set("PROSODY_HTTP_PORT", HTTP.number())

        // Spelled out, so that they can never differ from the other components'.
        .set("XMPP_DOMAIN", XmppDomains.MAIN)
        .set("XMPP_AUTH_DOMAIN", XmppDomains.AUTH)
        .set("XMPP_MUC_DOMAIN", XmppDomains.MUC)
        .set("XMPP_INTERNAL_MUC_DOMAIN", XmppDomains.INTERNAL_MUC)
        .set("XMPP_GUEST_DOMAIN", XmppDomains.GUEST)
        .set("XMPP_HIDDEN_DOMAIN", XmppDomains.HIDDEN);
  }

  /**
   * The accounts that the image makes at every start. Bridges do not log in here, but the image
   * refuses to start without their password. Those of recorders and gateways exist before the first
   * of them: adding one later restarts nothing.
   */
  private static void accounts(Env env, String secret) {
    env.secret("JICOFO_AUTH_PASSWORD", secret, Key.JICOFO_AUTH_PASSWORD.name())
        .secret("JVB_AUTH_PASSWORD", secret, Key.JVB_AUTH_PASSWORD.name())
        .secret("JIBRI_XMPP_PASSWORD", secret, Key.JIBRI_XMPP_PASSWORD.name())
        .secret("JIBRI_RECORDER_PASSWORD", secret, Key.JIBRI_RECORDER_PASSWORD.name())
        .secret("JIGASI_XMPP_PASSWORD", secret, Key.JIGASI_XMPP_PASSWORD.name())
        .secret("JIGASI_TRANSCRIBER_PASSWORD", secret, Key.JIGASI_TRANSCRIBER_PASSWORD.name());
  }

  private static void features(Env env, Scope scope) {
    env
        // Without them there is no hidden domain, and no account of recorders in it.
        .set("ENABLE_RECORDING", 1)
        .set("ENABLE_TRANSCRIPTIONS", 1)

        // jiconop tells clients shard, region and release in one message after login; the client
        // mode's template has no variables of its own for them. muc_census lists the rooms at
        // /room-census, by which a router finds split rooms
        // (jitsi/jitsi-meet resources/prosody-plugins/mod_{jiconop,muc_census}.lua).
        .set("XMPP_MODULES", "jiconop,muc_census")
        .set("XMPP_CONFIGURATION", identity(scope))

        // For scrapers that may come later. The NetworkPolicy says who; the module itself would let
        // in a range of addresses only, and /0 means every one, of IPv6 too (Prosody
        // plugins/mod_http_openmetrics.lua, util/ip.lua).
        .set("PROSODY_ENABLE_METRICS", 1)
        .set("PROSODY_METRICS_ALLOWED_CIDR", "0.0.0.0/0");
  }

  private static void switches(Env env, Features wanted) {
    env.given("ENABLE_LOBBY", wanted.lobby())
        .given("ENABLE_BREAKOUT_ROOMS", wanted.breakoutRooms())
        .given("ENABLE_AV_MODERATION", wanted.avModeration())
        .given("ENABLE_END_CONFERENCE", wanted.endConference())
        .givenNot("DISABLE_POLLS", wanted.polls())
        .given("MAX_PARTICIPANTS", wanted.maxParticipants());
  }

  /** The features that the user switches, by typed field or by variable. */
  static List<EnvVar> switches(Scope scope) {
    var env = new Env();
    switches(env, scope.spec().features());
    return env.with(scope.spec().prosody().extraEnv());
  }

  /** Clients get passwords of the shared secret from Prosody. */
  private static void turn(Env env, @Nullable Turn wanted) {
    if (wanted != null) {
      env.given("TURN_HOST", wanted.hosts())
          .given("TURN_PORT", wanted.port())
          .given("TURN_TRANSPORT", wanted.transports())
          .given("TURNS_HOST", wanted.tlsHosts())
          .given("TURNS_PORT", wanted.tlsPort())
          .secret("TURN_CREDENTIALS", wanted.secretRef().name(), wanted.secretRef().key());
    }
  }

  private static String identity(Scope scope) {
    return String.join(
        ",",
        "shard_name=" + lua(scope.publicName()),
        "region_name=" + lua(scope.spec().region()),
        "release_number=" + lua(scope.spec().release()));
  }

  /**
   * A Lua string. The image splits the variable at every comma and copies the rest into a Lua file,
   * so all that is not plainly harmless is written as a decimal escape.
   */
  static String lua(String text) {
    var lua = new StringBuilder("\"");
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      var plain = b > ' ' && b < 127 && "\",\\{}".indexOf(b) < 0;
      lua.append(plain ? String.valueOf((char) b) : "\\%03d".formatted(b & 0xff));
    }
    return lua.append('"').toString();
  }

  private static Revision revision(Scope scope, Credentials credentials) {
    var features = scope.spec().features();
    var turn = scope.spec().turn();
    var reading =
        Revision.of(scope)
            .value("lobby", features.lobby())
            .value("breakoutRooms", features.breakoutRooms())
            .value("avModeration", features.avModeration())
            .value("endConference", features.endConference())
            .value("polls", features.polls())
            .value("maxParticipants", features.maxParticipants())
            .value("turn", turn)
            .secret(turn == null ? null : turn.secretRef(), Login.QUOTED, Login.QUOTED_WORDS)
            // Whether there is a disk, not how it is made: only that is in the pod.
            .value("storage", scope.spec().prosody().storage() == null ? null : "claim");
    Login.read(reading, scope.spec().authentication());
    return reading
        .value("image", image(scope))
        .value("release", scope.spec().release())
        .value("region", scope.spec().region())
        .placement(scope.spec().prosody())
        .customisation(scope.spec().prosody())
        .passwords(
            credentials,
            Key.JICOFO_AUTH_PASSWORD,
            Key.JVB_AUTH_PASSWORD,
            Key.JIBRI_XMPP_PASSWORD,
            Key.JIBRI_RECORDER_PASSWORD,
            Key.JIGASI_XMPP_PASSWORD,
            Key.JIGASI_TRANSCRIBER_PASSWORD)
        .revision();
  }

  private static PodTemplateSpec pod(
      Scope scope, Credentials credentials, Map<String, String> annotations) {
    var fields = scope.spec().prosody();
    var mounts = mounts(scope);
    var container =
        JitsiPod.container(
                scope,
                Component.PROSODY,
                image(scope),
                fields,
                env(scope, credentials),
                List.of(XMPP, HTTP),
                mounts)
            // Not /health: it answers 403 to everybody but the loopback.
            .withStartupProbe(Internals.startup(XMPP.listens()))
            .withReadinessProbe(Internals.readiness(XMPP.listens()))
            .build();
    return JitsiPod.thatStays(scope, Component.PROSODY, fields, annotations, container, mounts);
  }

  private static Mounts mounts(Scope scope) {
    var mounts =
        Accounts.mount(scope, JitsiPod.writable().scratch("data", DATA))
            .scratch("config", "/config");
    Login.mount(mounts, scope.spec().authentication());
    var files = scope.spec().prosody().customConfigMap();
    return files == null ? mounts : mounts.files("custom", files.name(), CUSTOM);
  }

  /** Of both Prosodys. */
  static String image(Scope scope) {
    var overrides = scope.spec().images().overrides();
    return JitsiPod.image(scope, "prosody", overrides == null ? null : overrides.prosody());
  }
}
