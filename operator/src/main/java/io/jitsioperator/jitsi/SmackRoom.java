package io.jitsioperator.jitsi;

import io.jitsioperator.jitsi.Brewery.Door;
import io.jitsioperator.jitsi.Brewery.Occupants;
import io.jitsioperator.jitsi.Brewery.Trouble;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.StanzaListener;
import org.jivesoftware.smack.XMPPConnection;
import org.jivesoftware.smack.filter.AndFilter;
import org.jivesoftware.smack.filter.FromMatchesFilter;
import org.jivesoftware.smack.filter.StanzaTypeFilter;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.PresenceBuilder;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smackx.muc.packet.MUCInitialPresence;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.jxmpp.jid.EntityFullJid;

/**
 * One stay in a room, by its presences alone: Smack's MultiUserChat would keep the last stanza of
 * each bridge, and that has some eighty statistics.
 */
final class SmackRoom implements StanzaListener {

  /** The presences of a thousand bridges, 4 kB each, come before the answer. */
  private static final Duration ENTRY = Duration.ofSeconds(10);

  private static final MUCUser.Status SELF = MUCUser.Status.PRESENCE_TO_SELF_110;

  private final XMPPConnection connection;
  private final EntityFullJid self;
  private final Occupants occupants;
  private final CompletableFuture<Door> door = new CompletableFuture<>();
  private volatile boolean left;

  SmackRoom(XMPPConnection connection, EntityFullJid self, Occupants occupants) {
    this.connection = connection;
    this.self = self;
    this.occupants = occupants;
  }

  /** Knocks and waits for what happens. Unless it is inside then, nothing is left of it. */
  Door enter() throws Trouble, InterruptedException {
    boolean inside = false;
    connection.addSyncStanzaListener(
        this, new AndFilter(StanzaTypeFilter.PRESENCE, FromMatchesFilter.createBare(self)));
    try {
      connection.sendStanza(
          presence().addExtension(new MUCInitialPresence(null, 0, 0, -1, null)).build());
      Door opened = door.get(ENTRY.toMillis(), TimeUnit.MILLISECONDS);
      inside = opened == Door.INSIDE;
      return opened;
    } catch (TimeoutException e) {
      throw trouble("did not let us in within " + ENTRY.toSeconds() + " s");
    } catch (ExecutionException | SmackException e) {
      throw trouble("did not let us in: " + (e.getCause() == null ? e : e.getCause()).getMessage());
    } finally {
      if (!inside) {
        leave();
      }
    }
  }

  private Trouble trouble(String what) {
    return new Trouble(Trouble.Kind.UNKNOWN, "the room " + self.asEntityBareJid() + " " + what);
  }

  private PresenceBuilder presence() {
    return connection.getStanzaFactory().buildPresenceStanza().to(self);
  }

  /** Also tells a room that we made by knocking, or that may let us in yet. */
  void leave() throws InterruptedException {
    left = true;
    connection.removeSyncStanzaListener(this);
    try {
      connection.sendStanza(presence().ofType(Presence.Type.unavailable).build());
    } catch (SmackException e) {
      // Without a connection nobody is inside.
    }
  }

  /** Prosody says that we are not inside, and has told us nothing of it. */
  void forgotten() {
    occupants.ended("Prosody does not know us any more in " + self.asEntityBareJid());
  }

  @Override
  public void processStanza(Stanza stanza) {
    if (left || !(stanza instanceof Presence presence)) {
      return;
    }
    String nick = presence.getFrom().getResourceOrEmpty().toString();
    Optional<MUCUser> user = Optional.ofNullable(MUCUser.from(presence));
    boolean ours = nick.equals(self.getResourcepart().toString()) || has(user, SELF);
    switch (presence.getType()) {
      case available -> {
        if (ours) {
          welcome(user);
        } else {
          occupants.showed(nick, ColibriStats.of(presence));
        }
      }
      case unavailable -> {
        if (ours) {
          occupants.ended("thrown out of the room " + self.asEntityBareJid());
        } else {
          occupants.left(nick);
        }
      }
      case error -> refused(presence.getError());
      default -> {}
    }
  }

  private static boolean has(Optional<MUCUser> user, MUCUser.Status status) {
    return user.filter(it -> it.getStatus().contains(status)).isPresent();
  }

  private void welcome(Optional<MUCUser> user) {
    if (has(user, MUCUser.Status.ROOM_CREATED_201)) {
      door.complete(Door.NO_ROOM);
    } else if (door.complete(Door.INSIDE)) {
      occupants.entered();
    }
  }

  private void refused(StanzaError error) {
    switch (error.getCondition()) {
      case conflict -> door.complete(Door.NICK_TAKEN);
      case item_not_found, not_allowed -> door.complete(Door.NO_ROOM);
      default ->
          door.completeExceptionally(
              new Trouble(Trouble.Kind.UNKNOWN, "Prosody answered " + error.getCondition()));
    }
  }
}
