package io.jitsioperator.testbed.jitsi;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;
import org.jivesoftware.smack.AbstractXMPPConnection;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;

/**
 * Logs in with Smack.
 *
 * <p>{@code ModularXmppClientToServerConnection} would share two threads among all, but in 4.4.8
 * one login in ten waits for ever for its TLS handshake, and a refused connection fails an
 * assertion.
 */
final class Xmpp {

  /** Milliseconds; Jicofo's own {@code reply-timeout} (its reference.conf). */
  private static final long REPLY_TIMEOUT = 15_000;

  private Xmpp() {}

  /**
   * Connects, upgrades to TLS (any certificate will do, as with the images' default) and logs in.
   *
   * @param server one address of the server
   * @param resource the wanted resource; the server chooses one when it is empty
   * @throws IOException with the reason, if any step fails
   */
  static AbstractXMPPConnection login(
      InetSocketAddress server, String domain, String user, String password, String resource)
      throws IOException, InterruptedException {
    var builder =
        XMPPTCPConnectionConfiguration.builder()
            .setXmppDomain(domain)
            .setUsernameAndPassword(user, password)
            .setHostAddress(server.getAddress())
            .setPort(server.getPort())
            .setSecurityMode(SecurityMode.required)
            .setCustomX509TrustManager(new TrustAll())
            .setHostnameVerifier((host, session) -> true);
    if (!resource.isEmpty()) {
      builder.setResource(resource);
    }
    var connection = new XMPPTCPConnection(builder.build());
    connection.setReplyTimeout(REPLY_TIMEOUT);
    try {
      connection.connect();
      connection.login();
      return connection;
    } catch (SmackException | XMPPException | IOException e) {
      connection.instantShutdown();
      throw new IOException("No login as " + user + "@" + domain + " at " + server + ": " + e, e);
    }
  }

  /** The images' templates switch certificate verification off. */
  private static final class TrustAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
