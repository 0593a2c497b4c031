package io.jitsioperator.jitsi;

import java.util.Optional;
import org.jivesoftware.smack.ConnectionListener;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;

/** An open connection and the room that is asked for. Used by one thread. */
final class SmackSession implements Brewery.Session {

  private final XMPPTCPConnection connection;
  private final EntityBareJid room;
  private final Loss loss;
  private Optional<SmackRoom> inside = Optional.empty();

  /**
   * Takes over a connection that is logged in.
   *
   * @param lost called, on any thread, when it ends without our closing it
   */
  SmackSession(XMPPTCPConnection connection, EntityBareJid room, Runnable lost) {
    this.connection = connection;
    this.room = room;
    this.loss = new Loss(lost);
    connection.addConnectionListener(loss);
  }

  @Override
  public boolean roomExists() throws Brewery.Trouble, InterruptedException {
    try {
      connection.sendIqRequestAndWaitForResponse(DiscoverInfo.builder(connection).to(room).build());
      return true;
    } catch (XMPPErrorException e) {
      return exists(e.getStanzaError());
    } catch (SmackException e) {
      throw trouble("no answer about the room " + room + ": " + e.getMessage());
    }
  }

  /** muc_hide_all hides from who is not inside what a room is, but not that it is. */
  private boolean exists(StanzaError error) throws Brewery.Trouble {
    return switch (error.getCondition()) {
      case forbidden -> {
        inside.ifPresent(SmackRoom::forgotten);
        yield true;
      }
      case item_not_found -> false;
      default ->
          throw trouble("Prosody answered " + error.getCondition() + " about the room " + room);
    };
  }

  private static Brewery.Trouble trouble(String what) {
    return new Brewery.Trouble(Brewery.Trouble.Kind.UNKNOWN, what);
  }

  @Override
  public Brewery.Door enter(String nick, Brewery.Occupants occupants)
      throws Brewery.Trouble, InterruptedException {
    SmackRoom next;
    try {
      next = new SmackRoom(connection, JidCreate.entityFullFrom(room + "/" + nick), occupants);
    } catch (XmppStringprepException e) {
      throw trouble("no such nick can be: " + nick);
    }
    Brewery.Door door = next.enter();
    if (door == Brewery.Door.INSIDE) {
      inside = Optional.of(next);
    }
    return door;
  }

  @Override
  public void leave() throws InterruptedException {
    if (inside.isPresent()) {
      inside.get().leave();
      inside = Optional.empty();
    }
  }

  @Override
  public boolean isOpen() {
    return connection.isConnected() && connection.isAuthenticated();
  }

  @Override
  public void close() {
    // Otherwise our own shutdown would be told as a loss, and tried again without a pause.
    connection.removeConnectionListener(loss);
    connection.instantShutdown();
  }

  private record Loss(Runnable lost) implements ConnectionListener {

    @Override
    public void connectionClosed() {
      lost.run();
    }

    @Override
    public void connectionClosedOnError(Exception e) {
      lost.run();
    }
  }
}
