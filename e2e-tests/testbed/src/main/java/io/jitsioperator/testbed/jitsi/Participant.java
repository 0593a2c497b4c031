package io.jitsioperator.testbed.jitsi;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Somebody in a conference, signalling only, who does what the application does in a browser: asks
 * for the conference, enters its room and stays. It knows whether it left or was cut: its session
 * ended, it was put out of the room, the focus went, or its bridge was gone under it.
 *
 * <p>Unlike the application it never comes back by itself. That is the point: what it counts is
 * interruptions.
 */
final class Participant {

  /** How long somebody waits for a conference to begin. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final Duration RETRY = Duration.ofSeconds(1);

  private final FrontEnd.Hosts hosts;
  private final Bosh bosh;
  private final Deque<Element> arrived = new ArrayDeque<>();
  private final String room;

  /** As long as the application's, which is cut from a random name that the server gives. */
  private final String nick = UUID.randomUUID().toString().substring(0, 8);

  private final ParticipantCall call = new ParticipantCall(nick);
  private boolean leaving;
  private @Nullable String cut;

  private Participant(FrontEnd.Hosts hosts, Bosh bosh, String room) {
    this.hosts = hosts;
    this.bosh = bosh;
    this.room = room + "@" + hosts.muc();
  }

  /**
   * Enters a conference and returns when it is in the room.
   *
   * @param room its name, without a host
   * @throws IOException at the first step that fails, with the reason
   */
  static Participant join(FrontEnd front, String room, Login login)
      throws IOException, InterruptedException {
    Participant participant = ask(front, room, login);
    participant.enter();
    Thread.ofVirtual().name("participant of " + room).start(participant::stay);
    return participant;
  }

  /** Logs in and asks for a conference, and stays before the door. */
  static Participant ask(FrontEnd front, String room, Login login)
      throws IOException, InterruptedException {
    var web = front.web();
    var hosts = front.hosts(web);
    var participant = new Participant(hosts, Bosh.open(web, hosts.domain()), room);
    participant.logIn(login);
    participant.askForConference();
    return participant;
  }

  private void logIn(Login login) throws IOException {
    Instant end = Instant.now().plus(PATIENCE);
    send(
        "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='%s'>%s</auth>"
            .formatted(login.mechanism(), login.response()));
    Element answer =
        await(each -> List.of("success", "failure").contains(each.getLocalName()), end);
    if (answer.getLocalName().equals("failure")) {
      String why = answer.getFirstChild() == null ? "" : answer.getFirstChild().getLocalName();
      throw new IOException("Prosody refused the login " + login.mechanism() + ": " + why);
    }
    take(bosh.restart());
    send(
        "<iq type='set' id='bind' xmlns='jabber:client'><bind"
            + " xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
    text(await(each -> each.getAttribute("id").equals("bind"), end), "jid");
  }

  private void askForConference() throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    String answer = "none";
    for (int i = 0; Instant.now().isBefore(end); i++) {
      String id = "conference" + i;
      send(
          "<iq type='set' id='%s' to='%s' xmlns='jabber:client'><conference room='%s' xmlns='%s'/></iq>"
              .formatted(id, hosts.focus(), room, ConferenceIq.NAMESPACE));
      Element iq = await(each -> each.getAttribute("id").equals(id), end);
      for (Element conference : elements(iq)) {
        if (conference.getAttribute("ready").equals("true")) {
          return;
        }
        answer = conference.getLocalName() + " " + conference.getTextContent();
      }
      Thread.sleep(RETRY);
    }
    throw new IOException("no conference within " + PATIENCE.toSeconds() + " s: " + answer);
  }

  private void enter() throws IOException {
    send(
        "<presence to='%s/%s' xmlns='jabber:client'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
            .formatted(room, nick));
    Element self = await(each -> isFrom(each, nick), Instant.now().plus(PATIENCE));
    if (!self.getAttribute("type").isEmpty()) {
      throw new IOException("not let into " + room + ": " + text(self, "error"));
    }
  }

  private void stay() {
    try {
      while (!isOver()) {
        take(bosh.exchange(""));
        while (arrived.poll() instanceof Element stanza) {
          heard(stanza);
        }
      }
    } catch (IOException e) {
      over("the session ended: " + e.getMessage());
    }
  }

  private void heard(Element stanza) throws IOException {
    String answer = stanza.getLocalName().equals("iq") ? call.heard(stanza) : "";
    if (!answer.isEmpty()) {
      send(answer);
    }
    if (stanza.getAttribute("type").equals("unavailable")) {
      if (isFrom(stanza, nick)) {
        over("put out of the room");
      } else if (isFrom(stanza, JicofoConfig.Login.USER)) {
        over("the focus has left");
      }
    }
  }

  private synchronized void over(String why) {
    if (!leaving && cut == null) {
      cut = sentence(why);
    }
    call.close();
  }

  private String sentence(String why) {
    return nick + " in " + room + " was cut: " + why;
  }

  private synchronized boolean isOver() {
    return leaving || cut != null;
  }

  /**
   * What interrupted it; null if nothing did. Whose media was cut stays in the room, as people do.
   */
  synchronized @Nullable String cut() {
    String media = call.cut();
    return cut == null && media != null ? sentence(media) : cut;
  }

  /** What its media has seen. */
  ParticipantCall call() {
    return call;
  }

  /** Whether it hung up. */
  synchronized boolean left() {
    return leaving;
  }

  /** Hangs up. One that was cut stays so. */
  void leave() {
    synchronized (this) {
      if (isOver()) {
        return;
      }
      leaving = true;
    }
    call.close();
    try {
      bosh.terminate(
          "<presence type='unavailable' to='%s/%s' xmlns='jabber:client'/>".formatted(room, nick));
    } catch (IOException e) {
      // Nobody can be cut while hanging up; the server finds out by itself.
    }
  }

  private void send(String stanza) throws IOException {
    take(bosh.exchange(stanza));
  }

  private void take(Element body) {
    arrived.addAll(elements(body));
  }

  private Element await(Predicate<Element> wanted, Instant end) throws IOException {
    while (Instant.now().isBefore(end)) {
      while (arrived.poll() instanceof Element stanza) {
        if (wanted.test(stanza)) {
          return stanza;
        }
      }
      take(bosh.exchange(""));
    }
    throw new IOException("no answer within " + PATIENCE.toSeconds() + " s");
  }

  private boolean isFrom(Element stanza, String occupant) {
    return stanza.getLocalName().equals("presence")
        && stanza.getAttribute("from").equals(room + "/" + occupant);
  }

  private static String text(Element in, String name) throws IOException {
    Node found = in.getElementsByTagNameNS("*", name).item(0);
    if (found == null) {
      throw new IOException("no " + name + " in the answer: " + in.getAttribute("type"));
    }
    return found.getTextContent();
  }

  private static List<Element> elements(Element parent) {
    List<Element> all = new ArrayList<>();
    for (Node each = parent.getFirstChild(); each != null; each = each.getNextSibling()) {
      if (each instanceof Element element) {
        all.add(element);
      }
    }
    return all;
  }
}
