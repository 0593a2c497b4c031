package io.jitsioperator.testbed.jitsi;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jivesoftware.smack.AbstractXMPPConnection;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.iqrequest.AbstractIqRequestHandler;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smack.provider.ProviderManager;
import org.jivesoftware.smackx.muc.MultiUserChatManager;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;

/**
 * The conferences of one Jicofo: made at a participant's request, ended when nobody is left, and
 * all at once when its connection to the main Prosody is gone.
 *
 * <p>A conference counts from the request for it, before anybody is in its room. How many people
 * are in them is counted only so often, so that the number may be old.
 *
 * <p>Source: {@code jitsi/jicofo jicofo/src/main/kotlin/org/jitsi/jicofo/FocusManager.kt} and
 * {@code …/xmpp/ConferenceIqHandler.kt}, {@code @a595d0bc5}.
 */
final class FocusManager implements AutoCloseable {

  /** {@code jicofo.metrics.update-interval} in Jicofo's reference.conf. */
  private static final Duration COUNTED_EVERY = Duration.ofSeconds(30);

  private final LogBuffer log;
  private final BridgeDesk desk;
  private final JingleTally tally = new JingleTally();
  private final String focus;
  private final boolean gateways;
  private final Map<String, MeetConference> conferences = new ConcurrentHashMap<>();
  private final AtomicInteger created = new AtomicInteger();
  private final AtomicInteger participants = new AtomicInteger();
  private final Thread counting = Thread.ofVirtual().name("jicofo metrics").unstarted(this::count);
  private volatile List<Integer> counted = List.of();
  private volatile @Nullable AbstractXMPPConnection connection;

  /** {@code desk}: where its conferences get bridges. */
  FocusManager(JicofoConfig config, BridgeDesk desk, LogBuffer log) {
    this.desk = desk;
    this.focus = JicofoConfig.Login.USER + "@" + config.client().domain();
    this.gateways = config.jigasiBrewery().isPresent();
    this.log = log;
  }

  void start() {
    counting.start();
  }

  /** From now on requests come over this connection. */
  void connected(AbstractXMPPConnection connection) {
    ProviderManager.addIQProvider(
        ConferenceIq.ELEMENT, ConferenceIq.NAMESPACE, new ConferenceIq.Provider());
    JingleIq.register();
    this.connection = connection;
    connection.registerIQRequestHandler(new Requests());
    connection.registerIQRequestHandler(new Answers());
  }

  /** The connection is gone, and every conference with it. */
  void lost() {
    connection = null;
    conferences.values().forEach(MeetConference::stop);
  }

  /** Conferences at this moment, with those that still wait for their first participant. */
  int conferences() {
    return conferences.size();
  }

  /** All of them. */
  List<MeetConference> all() {
    return List.copyOf(conferences.values());
  }

  /** Participants on that bridge. */
  int endpoints(String bridge) {
    return all().stream().mapToInt(each -> each.seating().count(bridge)).sum();
  }

  /** Requests between it and participants. */
  JingleTally tally() {
    return tally;
  }

  /** Sizes of the conferences when they were last counted. */
  List<Integer> counted() {
    return counted;
  }

  /** Room to participants that were invited; one who waits alone is not yet. */
  Map<String, Integer> rooms() {
    Map<String, Integer> rooms = new TreeMap<>();
    conferences.forEach((room, conference) -> rooms.put(room, conference.invited()));
    return rooms;
  }

  /** Conferences since the start. */
  int created() {
    return created.get();
  }

  /** Participants who were ever invited. */
  int participants() {
    return participants.get();
  }

  private void count() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        // Who waits alone has no session yet; Jicofo calls that a conference of one.
        counted = rooms().values().stream().map(invited -> Math.max(invited, 1)).toList();
        Thread.sleep(COUNTED_EVERY);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes the conference unless it exists; whether its focus is in the room. */
  private boolean request(String room) throws InterruptedException {
    AbstractXMPPConnection current = connection;
    if (current == null) {
      return false;
    }
    boolean[] isNew = new boolean[1];
    MeetConference conference =
        conferences.computeIfAbsent(
            room,
            name -> {
              isNew[0] = true;
              Seating seating =
                  new Seating(name, desk, new JingleOffers(current, name, tally), log);
              return new MeetConference(name, seating, log, participants, this::ended);
            });
    if (isNew[0]) {
      created.incrementAndGet();
      try {
        conference.start(
            MultiUserChatManager.getInstanceFor(current)
                .getMultiUserChat(JidCreate.entityBareFrom(room)));
      } catch (XMPPException | SmackException | XmppStringprepException e) {
        log.add("[room=" + room + "] Failed to start the conference: " + e);
        conference.stop();
      }
    }
    return conference.isStarted();
  }

  private void ended(MeetConference conference) {
    conferences.remove(conference.room(), conference);
  }

  @Override
  public void close() {
    counting.interrupt();
    conferences.values().forEach(MeetConference::stop);
  }

  /** What participants say of their sessions. */
  private final class Answers extends AbstractIqRequestHandler {

    Answers() {
      super(JingleIq.ELEMENT, JingleIq.NAMESPACE, IQ.Type.set, Mode.async);
    }

    @Override
    public IQ handleIQRequest(IQ iq) {
      tally.received(((JingleIq) iq).action());
      return IQ.createResultIQ(iq);
    }
  }

  private final class Requests extends AbstractIqRequestHandler {

    Requests() {
      super(ConferenceIq.ELEMENT, ConferenceIq.NAMESPACE, IQ.Type.set, Mode.async);
    }

    @Override
    public IQ handleIQRequest(IQ iq) {
      ConferenceIq asked = (ConferenceIq) iq;
      log.add("Conference request for room " + asked.room() + ", from " + asked.getFrom());
      try {
        if (asked.room().isEmpty()) {
          return IQ.createErrorResponse(asked, StanzaError.Condition.bad_request);
        }
        return asked.answer(focus, request(asked.room()), gateways);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return IQ.createErrorResponse(asked, StanzaError.Condition.internal_server_error);
      }
    }
  }
}
