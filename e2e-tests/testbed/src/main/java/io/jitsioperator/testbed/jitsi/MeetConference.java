package io.jitsioperator.testbed.jitsi;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.parts.Resourcepart;
import org.jxmpp.stringprep.XmppStringprepException;

/**
 * One conference as Jicofo leads it: the focus sits in its room, invites who is there once they are
 * two, lets one who stayed behind wait without a session, and leaves with the last of them.
 *
 * <p>Source: {@code jitsi/jicofo
 * jicofo/src/main/java/org/jitsi/jicofo/conference/JitsiMeetConferenceImpl.java@a595d0bc5}.
 */
final class MeetConference {

  /** {@code jicofo.conference.min-participants}. */
  private static final int MIN_PARTICIPANTS = 2;

  /** {@code jicofo.conference.initial-timeout}: so long it waits for the first participant. */
  private static final Duration INITIAL = Duration.ofSeconds(15);

  /** {@code jicofo.conference.single-participant-timeout}: then the last one's session ends. */
  private static final Duration SINGLE = Duration.ofSeconds(20);

  private final String room;
  private final LogBuffer log;
  private final AtomicInteger everInvited;
  private final Seating seating;
  private final Consumer<MeetConference> ended;
  private final Set<Resourcepart> members = new HashSet<>();
  private final Set<Resourcepart> invited = new HashSet<>();
  private @Nullable MultiUserChat chat;
  private boolean joined;
  private boolean stopped;

  /** Counts the changes among the members, so that an older time-out knows that it is void. */
  private int changes;

  MeetConference(
      String room,
      Seating seating,
      LogBuffer log,
      AtomicInteger everInvited,
      Consumer<MeetConference> ended) {
    this.seating = seating;
    this.room = room;
    this.log = log;
    this.everInvited = everInvited;
    this.ended = ended;
  }

  String room() {
    return room;
  }

  /** Who of it is on which bridge. */
  Seating seating() {
    return seating;
  }

  /** Joins the room, which may make it. */
  void start(MultiUserChat chat)
      throws XMPPException, SmackException, InterruptedException, XmppStringprepException {
    this.chat = chat;
    say("Joining");
    after(INITIAL, this::expireUnused);
    chat.addParticipantListener(this::heard);
    chat.createOrJoin(Resourcepart.from(JicofoConfig.Login.USER));
    synchronized (this) {
      joined = true;
    }
  }

  /** Whether the focus is in the room. */
  synchronized boolean isStarted() {
    return joined && !stopped;
  }

  /** Participants with a session. */
  synchronized int invited() {
    return invited.size();
  }

  private synchronized void heard(Presence presence) {
    Resourcepart nick = presence.getFrom().getResourceOrNull();
    if (stopped || nick == null || nick.toString().equals(JicofoConfig.Login.USER)) {
      return;
    }
    if (presence.isAvailable()) {
      memberJoined(nick);
    } else {
      memberLeft(nick);
    }
  }

  private void memberJoined(Resourcepart nick) {
    if (!members.add(nick)) {
      return;
    }
    changes++;
    say("Member joined: " + nick);
    if (members.size() >= MIN_PARTICIPANTS) {
      members.stream().filter(invited::add).forEach(this::invite);
    }
  }

  private void invite(Resourcepart nick) {
    everInvited.incrementAndGet();
    seating.invite(nick.toString());
  }

  private void memberLeft(Resourcepart nick) {
    if (!members.remove(nick)) {
      return;
    }
    changes++;
    invited.remove(nick);
    seating.leave(nick.toString());
    say("Member left: " + nick);
    if (members.isEmpty()) {
      say("Last member left, stopping.");
      stop();
    } else if (invited.size() == 1) {
      after(SINGLE, this::expireSession);
    }
  }

  private void expireUnused() {
    say("Expiring: nobody has come.");
    stop();
  }

  private void expireSession() {
    say("Timing out single participant: " + invited);
    invited.clear();
    seating.expire();
  }

  /** Does it after that time, unless somebody has come or gone, or all is over. */
  private synchronized void after(Duration time, Runnable what) {
    int now = changes;
    CompletableFuture.delayedExecutor(
            time.toMillis(), TimeUnit.MILLISECONDS, task -> Thread.ofVirtual().start(task))
        .execute(
            () -> {
              synchronized (this) {
                if (!stopped && now == changes) {
                  what.run();
                }
              }
            });
  }

  /** Leaves the room, as far as there still is one. */
  synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    seating.close();
    ended.accept(this);
    MultiUserChat current = chat;
    if (current != null && joined) {
      // Not on the thread that delivers presence: leaving waits for one.
      Thread.ofVirtual().start(() -> leave(current));
    }
  }

  private void leave(MultiUserChat current) {
    try {
      current.leave();
    } catch (XMPPException | SmackException e) {
      say("Left a room that was no more: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void say(String what) {
    log.add("[room=" + room + "] " + what);
  }
}
