package io.jitsioperator.testbed.jitsi;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.provider.IQProvider;
import org.jivesoftware.smack.provider.ProviderManager;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jspecify.annotations.Nullable;

/**
 * A participant's session with a bridge: offered and ended by Jicofo, accepted by the participant.
 * Of a real offer it has what a participant needs to reach the bridge.
 */
final class JingleIq extends IQ {

  static final String ELEMENT = "jingle";
  static final String NAMESPACE = "urn:xmpp:jingle:1";
  static final String INITIATE = "session-initiate";
  static final String TERMINATE = "session-terminate";

  /** Why a session ends that another follows. */
  static final String MOVED = "gone";

  /** Why a session ends that none follows: nobody else is in the conference. */
  static final String EXPIRED = "expired";

  private static final String TRANSPORT = "urn:xmpp:jingle:transports:ice-udp:1";

  private final String action;
  private final String sid;
  private final String initiator;
  private final @Nullable InetSocketAddress bridge;
  private final String reason;

  private JingleIq(
      String action,
      String sid,
      String initiator,
      @Nullable InetSocketAddress bridge,
      String reason) {
    super(ELEMENT, NAMESPACE);
    this.action = action;
    this.sid = sid;
    this.initiator = initiator;
    this.bridge = bridge;
    this.reason = reason;
    setType(IQ.Type.set);
  }

  /** The offer of a session with the bridge whose media is there. */
  static JingleIq initiate(String sid, String initiator, InetSocketAddress bridge) {
    return new JingleIq(INITIATE, sid, initiator, bridge, "");
  }

  /** Its end. {@code reason}: name of an element. */
  static JingleIq terminate(String sid, String initiator, String reason) {
    return new JingleIq(TERMINATE, sid, initiator, null, reason);
  }

  /** Makes the library read what participants send. */
  static void register() {
    ProviderManager.addIQProvider(ELEMENT, NAMESPACE, new Provider());
  }

  String action() {
    return action;
  }

  @Override
  protected IQChildElementXmlStringBuilder getIQChildElementBuilder(
      IQChildElementXmlStringBuilder xml) {
    xml.attribute("action", action).attribute("sid", sid).attribute("initiator", initiator);
    xml.rightAngleBracket();
    if (bridge != null) {
      xml.halfOpenElement("content").attribute("name", "audio").attribute("creator", "initiator");
      xml.attribute("senders", "both").rightAngleBracket();
      xml.halfOpenElement("transport").xmlnsAttribute(TRANSPORT).rightAngleBracket();
      candidate(xml, bridge);
      xml.closeElement("transport").closeElement("content");
    }
    if (!reason.isEmpty()) {
      xml.openElement("reason").emptyElement(reason).closeElement("reason");
    }
    return xml;
  }

  private static void candidate(IQChildElementXmlStringBuilder xml, InetSocketAddress bridge) {
    xml.halfOpenElement("candidate")
        .attribute("component", "1")
        .attribute("foundation", "1")
        .attribute("generation", "0")
        .attribute("id", "host")
        .attribute("ip", bridge.getAddress().getHostAddress())
        .attribute("network", "0")
        .attribute("port", String.valueOf(bridge.getPort()))
        .attribute("priority", "2130706431")
        .attribute("protocol", "udp")
        .attribute("type", "host")
        .closeEmptyElement();
  }

  private static final class Provider extends IQProvider<JingleIq> {

    @Override
    public JingleIq parse(XmlPullParser parser, int initialDepth, XmlEnvironment environment)
        throws IOException, XmlPullParserException {
      String action = Objects.toString(parser.getAttributeValue("", "action"), "");
      String sid = Objects.toString(parser.getAttributeValue("", "sid"), "");
      while (parser.getEventType() != XmlPullParser.Event.END_ELEMENT
          || parser.getDepth() != initialDepth) {
        parser.next();
      }
      return new JingleIq(action, sid, "", null, "");
    }
  }
}
