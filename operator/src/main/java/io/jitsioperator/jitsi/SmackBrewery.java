package io.jitsioperator.jitsi;

import io.jitsioperator.intent.Watch;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.sasl.SASLError;
import org.jivesoftware.smack.sasl.SASLErrorException;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;
import org.slf4j.LoggerFactory;

/**
 * Logs in with Smack, showing no presence but in the room that is entered.
 *
 * <p>XMPPTCPConnection, at two threads a connection: ModularXmppClientToServerConnection (Smack
 * 4.4.8) shares two threads among all, but against Prosody 0.12.3 with STARTTLS a handshake hung
 * within the first fifty, and no stream could be closed without a time-out [measured].
 */
final class SmackBrewery implements Brewery {

  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(SmackBrewery.class);

  // Smack prints a stack trace, as plain text, for every Prosody that restarts. What it would say
  // stands in the report. Held here because the JDK forgets the level of a logger that nobody
  // holds.
  private static final Logger SMACK = Logger.getLogger("org.jivesoftware");

  static {
    SMACK.setLevel(Level.SEVERE);
  }

  /** For each step: stream, TLS, authentication, the answer about the room. */
  private static final Duration REPLY = Duration.ofSeconds(3);

  /**
   * The only one that is used: as any certificate will do, somebody in the middle could otherwise
   * offer PLAIN and be sent the password. Every Prosody with hashed accounts has it.
   */
  private static final String SCRAM = "SCRAM-SHA-1";

  @Override
  public Session open(Watch.Login login, Runnable lost) throws Trouble, InterruptedException {
    knock(login.target());
    XMPPTCPConnection connection;
    EntityBareJid room;
    try {
      connection = new XMPPTCPConnection(configuration(login));
      room = JidCreate.entityBareFrom(login.room());
    } catch (IOException e) {
      throw new Trouble(Trouble.Kind.UNKNOWN, login + " cannot be tried: " + e.getMessage());
    }
    setUp(connection, login);
    boolean in = false;
    try {
      connection.connect();
      connection.login();
      in = true;
      return new SmackSession(connection, room, lost);
    } catch (IOException | SmackException | XMPPException e) {
      throw trouble(login, e);
    } finally {
      if (!in) {
        connection.instantShutdown();
      }
    }
  }

  private static void setUp(XMPPTCPConnection connection, Watch.Login login) {
    connection.setReplyTimeout(REPLY.toMillis());
    // A resumed session would show the rooms of the Prosody before its restart.
    connection.setUseStreamManagement(false);
    // One presence that Smack cannot read must not end the connection for all others.
    connection.setParsingExceptionCallback(unread -> LOG.debug("{}: a stanza is no XMPP", login));
    Roster roster = Roster.getInstanceFor(connection);
    roster.setRosterLoadedAtLogin(false);
    // It would keep the last presences of bridges, some 40 kB each.
    roster.setNonRosterPresenceMapMaxSize(0);
  }

  /**
   * A connection of Smack's is dear to make (some 50 managers): not for a port that refuses, which
   * a Prosody that is down may do for hours.
   */
  private static void knock(Watch.Target target) throws Trouble, InterruptedException {
    String where = target.address() + ":" + target.port();
    switch (TcpPort.state(target)) {
      case ACCEPTS -> {}
      case REFUSES -> throw new Trouble(Trouble.Kind.UNREACHABLE, "nobody listens at " + where);
      case SILENT ->
          throw new Trouble(
              Trouble.Kind.UNKNOWN,
              "%s neither accepted nor refused within %d s"
                  .formatted(where, TcpPort.PATIENCE.toSeconds()));
    }
  }

  private static XMPPTCPConnectionConfiguration configuration(Watch.Login login)
      throws IOException {
    try {
      return XMPPTCPConnectionConfiguration.builder()
          .setXmppDomain(login.domain())
          .setHostAddress(InetAddress.getByName(login.target().address()))
          .setPort(login.target().port())
          .setUsernameAndPassword(login.user(), login.password())
          .setConnectTimeout((int) TcpPort.PATIENCE.toMillis())
          .setSecurityMode(SecurityMode.required)
          .setCustomX509TrustManager(new AnyCertificate())
          .setHostnameVerifier((host, session) -> true)
          .addEnabledSaslMechanism(SCRAM)
          .setSendPresence(false)
          .build();
    } catch (XmppStringprepException e) {
      throw new IOException("no such XMPP domain can be: " + login.domain(), e);
    }
  }

  private static Trouble trouble(Watch.Login login, Exception e) {
    if (e instanceof SASLErrorException sasl) {
      return refusal(login, sasl);
    }
    return new Trouble(
        Trouble.Kind.UNKNOWN, "the login of " + login + " came to no end: " + e.getMessage());
  }

  private static Trouble refusal(Watch.Login login, SASLErrorException e) {
    SASLError error = e.getSASLFailure().getSASLError();
    Map<String, String> texts = e.getTexts();
    String words =
        e.getSASLFailure().getSASLErrorString()
            + (texts.isEmpty() ? "" : " (" + texts.values().iterator().next() + ")");
    return new Trouble(
        error == SASLError.temporary_auth_failure
            ? Trouble.Kind.UNKNOWN
            : Trouble.Kind.LOGIN_REFUSED,
        "Prosody refused the login of " + login + ": " + words);
  }
}
