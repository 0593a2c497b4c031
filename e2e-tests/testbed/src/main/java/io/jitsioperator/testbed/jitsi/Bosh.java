package io.jitsioperator.testbed.jitsi;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * One XMPP session over HTTP (XEP-0124, XEP-0206), as a browser without WebSocket has it: each
 * request is answered when there is something to tell, or after a minute.
 *
 * <p>Smack's BOSH stands on a library of 2018 with an HTTP client that is no longer mended; this is
 * all that a participant needs. Every request has a connection of its own, so that none is lost
 * with one that was kept too long.
 */
final class Bosh {

  /** Seconds that the server may keep a request. Prosody offers no more than 120. */
  private static final int WAIT = 60;

  private static final int CONNECT_TIMEOUT = 5_000;
  private static final int READ_TIMEOUT = (WAIT + 15) * 1_000;

  private final URI uri;
  private final String domain;
  private long rid = ThreadLocalRandom.current().nextLong(1, 1L << 40);
  private String sid = "";

  private Bosh(URI uri, String domain) {
    this.uri = uri;
    this.domain = domain;
  }

  /**
   * Opens a session.
   *
   * @param web a web front end; all requests of the session go there, as with a WebSocket
   * @param domain the XMPP host to log in to
   * @throws IOException if there is no way to Prosody, or it has no such host
   */
  static Bosh open(InetSocketAddress web, String domain) throws IOException {
    URI uri =
        URI.create(
            "http://%s:%d/http-bind".formatted(web.getAddress().getHostAddress(), web.getPort()));
    Bosh session = new Bosh(uri, domain);
    Element body =
        session.post(
            "to='%s' xml:lang='en' wait='%d' hold='1' ver='1.6' xmpp:version='1.0'"
                    .formatted(domain, WAIT)
                + " xmlns:xmpp='urn:xmpp:xbosh'",
            "");
    session.sid = body.getAttribute("sid");
    return session;
  }

  /** Begins a new stream after the login. */
  Element restart() throws IOException {
    return post("to='%s' xmpp:restart='true' xmlns:xmpp='urn:xmpp:xbosh'".formatted(domain), "");
  }

  /**
   * Sends stanzas, or asks for some.
   *
   * @param stanzas may be empty
   * @return the {@code body} with what the server has to tell
   * @throws IOException if the session is over, with the reason
   */
  Element exchange(String stanzas) throws IOException {
    return post("", stanzas);
  }

  /** Sends the last stanzas and ends the session; the request that waits is answered too. */
  void terminate(String stanzas) throws IOException {
    send("type='terminate'", stanzas);
  }

  private Element post(String attributes, String stanzas) throws IOException {
    Element body = send(attributes, stanzas);
    if (body.getAttribute("type").equals("terminate")) {
      throw new IOException("Prosody ended the session: " + body.getAttribute("condition"));
    }
    return body;
  }

  private Element send(String attributes, String stanzas) throws IOException {
    String body =
        "<body xmlns='http://jabber.org/protocol/httpbind' rid='%d' %s %s>%s</body>"
            .formatted(next(), sid.isEmpty() ? "" : "sid='" + sid + "'", attributes, stanzas);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    HttpURLConnection http = (HttpURLConnection) uri.toURL().openConnection();
    try {
      http.setRequestMethod("POST");
      http.setRequestProperty("Content-Type", "text/xml; charset=utf-8");
      http.setRequestProperty("Connection", "close");
      http.setDoOutput(true);
      http.setConnectTimeout(CONNECT_TIMEOUT);
      http.setReadTimeout(READ_TIMEOUT);
      // A streamed request is never sent twice.
      http.setFixedLengthStreamingMode(bytes.length);
      try (OutputStream out = http.getOutputStream()) {
        out.write(bytes);
      }
      if (http.getResponseCode() != 200) {
        throw new IOException("the web front end answered " + http.getResponseCode());
      }
      return parse(http);
    } finally {
      http.disconnect();
    }
  }

  private synchronized long next() {
    return rid++;
  }

  private static Element parse(HttpURLConnection http) throws IOException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    try {
      return factory.newDocumentBuilder().parse(http.getInputStream()).getDocumentElement();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("no XML: " + e.getMessage(), e);
    }
  }
}
