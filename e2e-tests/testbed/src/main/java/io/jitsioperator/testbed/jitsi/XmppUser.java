package io.jitsioperator.testbed.jitsi;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jivesoftware.smack.AbstractXMPPConnection;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.ExtensionElement;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smackx.disco.ServiceDiscoveryManager;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.MultiUserChatManager;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;
import org.jxmpp.stringprep.XmppStringprepException;

/** A small XMPP client for tests: an account of the shard, or a bridge that only shows presence. */
public final class XmppUser implements AutoCloseable {

  private final AbstractXMPPConnection connection;

  private XmppUser(AbstractXMPPConnection connection) {
    this.connection = connection;
  }

  /**
   * Logs in over TLS; any certificate will do.
   *
   * @throws IOException if the server does not answer or refuses the login
   */
  public static XmppUser connect(
      InetAddress address, int port, String domain, String user, String password)
      throws IOException, InterruptedException {
    return new XmppUser(
        Xmpp.login(new InetSocketAddress(address, port), domain, user, password, ""));
  }

  /** The full JID that the server gave us. */
  public String jid() {
    return connection.getUser().toString();
  }

  /**
   * Asks {@code disco#info} of a host or room.
   *
   * @return its identities, one {@code category/type/name} each; or, as the only item, the error's
   *     condition, for example {@code item-not-found} or {@code forbidden}
   */
  public List<String> discoInfo(String jid) throws IOException, InterruptedException {
    try {
      DiscoverInfo info =
          ServiceDiscoveryManager.getInstanceFor(connection).discoverInfo(JidCreate.from(jid));
      return info.getIdentities().stream()
          .map(
              identity ->
                  identity.getCategory() + "/" + identity.getType() + "/" + identity.getName())
          .toList();
    } catch (XMPPException.XMPPErrorException e) {
      return List.of(e.getStanzaError().getCondition().toString());
    } catch (SmackException e) {
      throw new IOException("no answer to disco#info of " + jid + ": " + e, e);
    }
  }

  /**
   * Enters a room; creates it if it may.
   *
   * @throws IOException if the server refuses; its condition, for example {@code not-allowed}, is
   *     part of the message
   */
  public MultiUserChat joinMuc(String room, String nick) throws IOException, InterruptedException {
    try {
      MultiUserChat muc =
          MultiUserChatManager.getInstanceFor(connection)
              .getMultiUserChat(JidCreate.entityBareFrom(room));
      muc.createOrJoin(Resourcepart.from(nick));
      return muc;
    } catch (XMPPException | SmackException | XmppStringprepException e) {
      throw new IOException("not in " + room + ": " + e, e);
    }
  }

  /** Shows presence with an extension in a room, as a bridge does every five seconds. */
  public void sendPresence(String room, String nick, ExtensionElement extension)
      throws IOException, InterruptedException {
    try {
      Presence presence =
          connection
              .getStanzaFactory()
              .buildPresenceStanza()
              .to(JidCreate.entityFullFrom(room + "/" + nick))
              .addExtension(extension)
              .build();
      connection.sendStanza(presence);
    } catch (SmackException e) {
      throw new IOException("no presence in " + room + ": " + e, e);
    }
  }

  /** How long an answer may take before it counts as missing. */
  public void replyTimeout(Duration timeout) {
    connection.setReplyTimeout(timeout.toMillis());
  }

  /** Breaks the connection off without a word, as a process that is killed does. */
  public void breakOff() {
    ((XMPPTCPConnection) connection).instantShutdown();
  }

  /** Logs out. */
  @Override
  public void close() {
    connection.disconnect();
  }
}
