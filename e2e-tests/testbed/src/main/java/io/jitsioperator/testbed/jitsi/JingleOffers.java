package io.jitsioperator.testbed.jitsi;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jivesoftware.smack.AbstractXMPPConnection;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;

/** Sends offers to the participants of one conference, through its room. */
final class JingleOffers implements Seating.Offers {

  private final AbstractXMPPConnection connection;
  private final String room;
  private final JingleTally tally;
  private final Map<String, String> sessions = new ConcurrentHashMap<>();

  JingleOffers(AbstractXMPPConnection connection, String room, JingleTally tally) {
    this.connection = connection;
    this.room = room;
    this.tally = tally;
  }

  @Override
  public void initiate(String nick, InetSocketAddress bridge) {
    String sid = UUID.randomUUID().toString();
    sessions.put(nick, sid);
    send(nick, JingleIq.initiate(sid, initiator(), bridge));
  }

  @Override
  public void terminate(String nick, String reason) {
    String sid = sessions.remove(nick);
    if (sid != null) {
      send(nick, JingleIq.terminate(sid, initiator(), reason));
    }
  }

  private String initiator() {
    return connection.getUser().toString();
  }

  /** What is answered changes nothing here, and whoever has left does not answer. */
  private void send(String nick, JingleIq request) {
    try {
      request.setTo(JidCreate.entityFullFrom(room + "/" + nick));
      tally.sent(request.action());
      connection.sendIqRequestAsync(request);
    } catch (XmppStringprepException e) {
      throw new IllegalStateException("an occupant without a JID: " + nick, e);
    }
  }
}
