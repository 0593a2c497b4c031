package io.jitsioperator.api.v1alpha1;

/**
 * Variables of the images that extraEnv may not set, by component: with another value the parts of
 * the shard would no longer find, trust or understand each other. Names from the images' templates
 * and scripts (jitsi/docker-jitsi-meet@738058b4), each only where it is read. Loosening this list
 * later breaks nobody, tightening it would.
 */
final class ReservedVariables {

  private static final String SHARED =
      "XMPP_DOMAIN, XMPP_AUTH_DOMAIN, XMPP_HIDDEN_DOMAIN, XMPP_RECORDER_DOMAIN, XMPP_MUC_DOMAIN,"
          + " XMPP_PORT, ENABLE_AUTH, ENABLE_RECORDING";

  /** Read by Prosody and web. */
  private static final String FRONT =
      "XMPP_GUEST_DOMAIN, XMPP_MUC_DOMAIN_PREFIX, PUBLIC_URL, PUBLIC_URL_DOMAIN, ENABLE_GUESTS";

  /** Read by Prosody and Jicofo. */
  private static final String BACK =
      "XMPP_SERVER, XMPP_INTERNAL_MUC_DOMAIN, AUTH_TYPE,"
          + " JVB_XMPP_AUTH_DOMAIN, JVB_XMPP_INTERNAL_MUC_DOMAIN, JVB_BREWERY_MUC,"
          + " JIBRI_SIP_BREWERY_MUC";

  static final String PROSODY =
      "PROSODY_MODE, PROSODY_AUTH_TYPE, PROSODY_HTTP_PORT, PROSODY_S2S_PORT, PROSODY_DATA_DIR,"
          + " XMPP_MODULES, XMPP_CONFIGURATION, ENABLE_TRANSCRIPTIONS, JICOFO_AUTH_PASSWORD,"
          + " JICOFO_COMPONENT_SECRET, JVB_AUTH_USER, JVB_AUTH_PASSWORD, JIBRI_XMPP_USER,"
          + " JIBRI_XMPP_PASSWORD, JIBRI_RECORDER_USER, JIBRI_RECORDER_PASSWORD, JIGASI_XMPP_USER,"
          + " JIGASI_XMPP_PASSWORD, JIGASI_TRANSCRIBER_USER, JIGASI_TRANSCRIBER_PASSWORD, "
          + BACK
          + ", "
          + FRONT
          + ", "
          + SHARED;

  static final String JICOFO =
      "JICOFO_AUTH_PASSWORD, JICOFO_AUTH_TYPE, JICOFO_ENABLE_AUTH, JICOFO_ENABLE_REST,"
          + " JICOFO_ENABLE_HEALTH_CHECKS, JICOFO_OCTO_REGION, JICOFO_TRUSTED_DOMAINS, ENABLE_REST,"
          + " ENABLE_OCTO, ENABLE_JVB_XMPP_SERVER, JVB_XMPP_SERVER, JVB_XMPP_PORT, JIGASI_SIP_URI,"
          + " JIBRI_BREWERY_MUC, JIGASI_BREWERY_MUC, "
          + BACK
          + ", "
          + SHARED;

  static final String WEB =
      "XMPP_BOSH_URL_BASE, DISABLE_HTTPS, ENABLE_HTTP_REDIRECT, ENABLE_LETSENCRYPT,"
          + " DEPLOYMENTINFO_SHARD, DEPLOYMENTINFO_REGION, JVB_PREFER_SCTP, "
          + FRONT
          + ", "
          + SHARED;

  /** NODE_ADDRESS is the operator's own: its part of the configuration binds the REST API to it. */
  static final String JVB =
      "JVB_DISABLE_XMPP, JVB_AUTH_USER, JVB_AUTH_PASSWORD, JVB_MUC_NICKNAME, JVB_BREWERY_MUC,"
          + " JVB_PORT, JVB_ADVERTISE_IPS, JVB_OCTO_REGION, JVB_OCTO_RELAY_ID, ENABLE_OCTO,"
          + " COLIBRI_REST_ENABLED, SHUTDOWN_REST_ENABLED, AUTOSCALER_URL, NODE_ADDRESS";

  static final String RULE_START = "self.all(e, !(e.name in '";
  static final String RULE_END = "'.split(', ')))";

  static final String MESSAGE =
      "extraEnv must not set variables by which the operator wires the shard. Remove from it: ";

  private ReservedVariables() {}
}
