package io.jitsioperator.plan.shard;

/**
 * XMPP domains and accounts: the images' own constants, the same in every shard and never derived
 * from the public domain (Jitsi contracts: jitsi/docker-jitsi-meet docker-compose.yml@738058b4).
 */
final class XmppDomains {

  /** Users. */
  static final String MAIN = "meet.jitsi";

  /** Service accounts at the main Prosody. */
  static final String AUTH = "auth.meet.jitsi";

  /** Conferences. */
  static final String MUC = "muc.meet.jitsi";

  /** Breweries of recorders and gateways. */
  static final String INTERNAL_MUC = "internal-muc.meet.jitsi";

  /** Users without an account, where there are accounts. */
  static final String GUEST = "guest.meet.jitsi";

  /** Recorders and transcribers, which users do not see. */
  static final String HIDDEN = "hidden.meet.jitsi";

  /** Service accounts at the brewery Prosody. */
  static final String BREWERY_AUTH = "auth.jvb.meet.jitsi";

  /** The bridges' brewery. */
  static final String BREWERY_MUC = "muc.jvb.meet.jitsi";

  /** Local part of the room where bridges meet. */
  static final String BRIDGES = "jvbbrewery";

  /** Local part of the operator's own account at the brewery Prosody. */
  static final String OPERATOR = "operator";

  private XmppDomains() {}
}
