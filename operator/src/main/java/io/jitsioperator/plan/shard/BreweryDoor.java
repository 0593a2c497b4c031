package io.jitsioperator.plan.shard;

import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.settings.Settings;

/**
 * Where the bridges of a shard log in: what stands in their configuration of that shard.
 *
 * @param host DNS name of the brewery Prosody
 * @param port its XMPP port
 * @param domain XMPP domain of their account
 * @param user their account
 * @param room bare JID of the brewery
 */
public record BreweryDoor(String host, int port, String domain, String user, String room) {

  /** The image's name of the account of all bridges. */
  private static final String BRIDGE = "jvb";

  /** The door of that shard. */
  public static BreweryDoor of(JitsiShard shard, Settings settings) {
    var meta = shard.getMetadata();
    return new BreweryDoor(
        "%s-%s.%s.svc.%s"
            .formatted(
                meta.getName(),
                Component.BREWERY.word(),
                meta.getNamespace(),
                settings.clusterDomain()),
        Brewery.XMPP.number(),
        XmppDomains.BREWERY_AUTH,
        BRIDGE,
        XmppDomains.BRIDGES + "@" + XmppDomains.BREWERY_MUC);
  }
}
