package io.jitsioperator.testbed.jitsi;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.provider.IQProvider;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;

/**
 * The request for a conference, and its answer: {@code <conference/>} of {@code
 * http://jitsi.org/protocol/focus}.
 *
 * <p>Shape of the answer: seen of a real Jicofo (tag {@code stable/jitsi-meet_11031}).
 */
final class ConferenceIq extends IQ {

  static final String ELEMENT = "conference";
  static final String NAMESPACE = "http://jitsi.org/protocol/focus";

  private final String room;
  private final Map<String, String> attributes = new TreeMap<>();
  private final Map<String, String> properties = new TreeMap<>();

  ConferenceIq(String room) {
    super(ELEMENT, NAMESPACE);
    this.room = room;
  }

  /** The room's JID; empty if the request named none. */
  String room() {
    return room;
  }

  /** Jicofo's answer to this request: where the focus is, and whether it waits in the room. */
  ConferenceIq answer(String focusJid, boolean ready, boolean gateways) {
    ConferenceIq answer = new ConferenceIq(room);
    answer.setType(IQ.Type.result);
    answer.setStanzaId(getStanzaId());
    // To the component that passed it on, which knows whose it is.
    answer.setTo(getFrom());
    answer.attributes.put("focusjid", focusJid);
    answer.attributes.put("ready", String.valueOf(ready));
    answer.properties.put("authentication", "false");
    answer.properties.put("visitors-supported", "false");
    if (gateways) {
      answer.properties.put("sipGatewayEnabled", "true");
    }
    return answer;
  }

  @Override
  protected IQChildElementXmlStringBuilder getIQChildElementBuilder(
      IQChildElementXmlStringBuilder xml) {
    xml.attribute("room", room);
    attributes.forEach(xml::attribute);
    xml.rightAngleBracket();
    properties.forEach(
        (name, value) ->
            xml.halfOpenElement("property")
                .attribute("name", name)
                .attribute("value", value)
                .closeEmptyElement());
    return xml;
  }

  /** Reads requests. What else they may hold (start muted, machine uid) changes nothing here. */
  static final class Provider extends IQProvider<ConferenceIq> {

    @Override
    public ConferenceIq parse(XmlPullParser parser, int initialDepth, XmlEnvironment environment)
        throws IOException, XmlPullParserException {
      String room = parser.getAttributeValue("", "room");
      while (parser.getEventType() != XmlPullParser.Event.END_ELEMENT
          || parser.getDepth() != initialDepth) {
        parser.next();
      }
      return new ConferenceIq(room == null ? "" : room);
    }
  }
}
