package io.jitsioperator.testbed.jitsi;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** A participant's sessions with bridges, one after another: what Jicofo offers is accepted. */
final class ParticipantCall implements AutoCloseable {

  private final Media media;

  /** {@code endpoint}: the participant's nickname, which is its name on bridges, too. */
  ParticipantCall(String endpoint) {
    this.media = new Media(endpoint);
  }

  /**
   * Takes a request from the focus.
   *
   * @return what is to be sent; empty if it was none
   */
  String heard(Element iq) {
    if (!(iq.getElementsByTagNameNS(JingleIq.NAMESPACE, JingleIq.ELEMENT).item(0)
        instanceof Element jingle)) {
      return "";
    }
    String accept = "";
    switch (jingle.getAttribute("action")) {
      case JingleIq.INITIATE -> {
        media.begin(bridge(jingle));
        accept = accept(iq, jingle.getAttribute("sid"));
      }
      case JingleIq.TERMINATE ->
          media.end(jingle.getElementsByTagNameNS("*", JingleIq.EXPIRED).getLength() == 0);
      default -> {}
    }
    return "<iq type='result' id='%s' to='%s' xmlns='jabber:client'/>"
            .formatted(iq.getAttribute("id"), iq.getAttribute("from"))
        + accept;
  }

  private static InetSocketAddress bridge(Element jingle) {
    Element candidate =
        (Element) Objects.requireNonNull(jingle.getElementsByTagNameNS("*", "candidate").item(0));
    return new InetSocketAddress(
        candidate.getAttribute("ip"), Integer.parseInt(candidate.getAttribute("port")));
  }

  private static String accept(Element iq, String sid) {
    return "<iq type='set' id='accept-%s' to='%s' xmlns='jabber:client'><jingle xmlns='%s'"
            .formatted(sid, iq.getAttribute("from"), JingleIq.NAMESPACE)
        + " action='session-accept' sid='%s'/></iq>".formatted(sid);
  }

  /** Why its media was cut; null if it was not. */
  @Nullable String cut() {
    return media.cut();
  }

  /** For how long it was without media, once per move. */
  List<Duration> moves() {
    return media.moves();
  }

  /** Whether it has media now. */
  boolean flows() {
    return media.flows();
  }

  @Override
  public void close() {
    media.close();
  }
}
