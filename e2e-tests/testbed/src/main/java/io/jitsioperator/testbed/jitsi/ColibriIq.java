package io.jitsioperator.testbed.jitsi;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.provider.IQProvider;
import org.jivesoftware.smack.provider.ProviderManager;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;

/**
 * What Jicofo asks of a bridge for one conference, and the answer. It goes the way that real ones
 * go, through the brewery, in the words of {@code jitsi:colibri2}; but each request tells all who
 * shall be there, where a real one tells the difference.
 */
final class ColibriIq extends IQ {

  static final String REQUEST = "conference-modify";
  static final String NAMESPACE = "jitsi:colibri2";
  private static final String ANSWER = "conference-modified";
  private static final String[] ATTRIBUTES = {"meeting-id", "create", "remote", "media"};

  private final Map<String, String> attributes;
  private final Set<String> endpoints;

  private ColibriIq(String element, Map<String, String> attributes, Set<String> endpoints) {
    super(element, NAMESPACE);
    this.attributes = attributes;
    this.endpoints = endpoints;
  }

  /**
   * A request.
   *
   * @param create whether the conference may be new to the bridge
   * @param endpoints all that shall be on this bridge; none ends the conference there
   * @param remote how many of the conference are on others
   */
  static ColibriIq request(String conference, boolean create, Set<String> endpoints, int remote) {
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("meeting-id", conference);
    attributes.put("create", String.valueOf(create));
    attributes.put("remote", String.valueOf(remote));
    ColibriIq request = new ColibriIq(REQUEST, attributes, Set.copyOf(endpoints));
    request.setType(IQ.Type.set);
    return request;
  }

  /** The bridge has done it. {@code media}: where it is reached, {@code address:port}. */
  ColibriIq answer(String media) {
    ColibriIq answer = new ColibriIq(ANSWER, new TreeMap<>(Map.of("media", media)), Set.of());
    answer.setType(IQ.Type.result);
    answer.setStanzaId(getStanzaId());
    answer.setTo(getFrom());
    return answer;
  }

  /** Makes the library read them. */
  static void register() {
    ProviderManager.addIQProvider(REQUEST, NAMESPACE, new Provider(REQUEST));
    ProviderManager.addIQProvider(ANSWER, NAMESPACE, new Provider(ANSWER));
  }

  private String text(String name) {
    return attributes.getOrDefault(name, "");
  }

  String conference() {
    return text("meeting-id");
  }

  boolean create() {
    return Boolean.parseBoolean(text("create"));
  }

  int remote() {
    return Integer.parseInt(text("remote"));
  }

  /** Where the bridge is reached, {@code address:port}. */
  String media() {
    return text("media");
  }

  Set<String> endpoints() {
    return endpoints;
  }

  @Override
  protected IQChildElementXmlStringBuilder getIQChildElementBuilder(
      IQChildElementXmlStringBuilder xml) {
    attributes.forEach(xml::attribute);
    xml.rightAngleBracket();
    endpoints.forEach(
        id -> xml.halfOpenElement("endpoint").attribute("id", id).closeEmptyElement());
    return xml;
  }

  private static final class Provider extends IQProvider<ColibriIq> {

    private final String element;

    Provider(String element) {
      this.element = element;
    }

    @Override
    public ColibriIq parse(XmlPullParser parser, int initialDepth, XmlEnvironment environment)
        throws IOException, XmlPullParserException {
      Map<String, String> attributes = new TreeMap<>();
      for (String name : ATTRIBUTES) {
        String value = parser.getAttributeValue("", name);
        if (value != null) {
          attributes.put(name, value);
        }
      }
      Set<String> endpoints = new LinkedHashSet<>();
      while (parser.getEventType() != XmlPullParser.Event.END_ELEMENT
          || parser.getDepth() != initialDepth) {
        if (parser.next() == XmlPullParser.Event.START_ELEMENT) {
          endpoints.add(String.valueOf(parser.getAttributeValue("", "id")));
        }
      }
      return new ColibriIq(element, attributes, endpoints);
    }
  }
}
