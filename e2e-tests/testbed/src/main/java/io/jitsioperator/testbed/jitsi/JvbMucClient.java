package io.jitsioperator.testbed.jitsi;

import io.jitsioperator.testbed.network.PodNetwork;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jivesoftware.smack.AbstractXMPPConnection;
import org.jivesoftware.smack.ConnectionListener;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.ExtensionElement;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.MultiUserChatManager;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;
import org.jxmpp.stringprep.XmppStringprepException;

/**
 * A bridge's connection to one XMPP server: keeps trying, and after a loss comes back.
 *
 * <p>Source: {@code jitsi/jicoco
 * jicoco-mucclient/src/main/java/org/jitsi/xmpp/mucclient/MucClient.java@e8384e2}.
 */
final class JvbMucClient {

  private static final Duration CONNECT_RETRY = Duration.ofSeconds(5);
  private static final Duration RECONNECT = Duration.ofSeconds(1);

  private final MucClientConfig config;
  private final PodNetwork network;
  private final JvbFaults faults;
  private final Supplier<Optional<ExtensionElement>> statistics;
  private final JvbRequests requests;
  private final LogBuffer log;
  private final Map<String, MultiUserChat> rooms = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile @Nullable AbstractXMPPConnection connection;
  private volatile CountDownLatch over = new CountDownLatch(0);
  private volatile boolean closed;

  JvbMucClient(
      MucClientConfig config,
      PodNetwork network,
      JvbFaults faults,
      Supplier<Optional<ExtensionElement>> statistics,
      JvbRequests requests,
      LogBuffer log) {
    this.requests = requests;
    this.config = config;
    this.network = network;
    this.faults = faults;
    this.statistics = statistics;
    this.log = log;
    this.thread = Thread.ofVirtual().name("jvb " + config.id()).unstarted(this::run);
  }

  JvbMucClient start() {
    thread.start();
    return this;
  }

  MucClientConfig config() {
    return config;
  }

  boolean connected() {
    return connection instanceof AbstractXMPPConnection current && current.isAuthenticated();
  }

  int joined() {
    return connected() ? (int) rooms.values().stream().filter(MultiUserChat::isJoined).count() : 0;
  }

  private void run() {
    Duration delay = CONNECT_RETRY;
    try {
      while (!closed) {
        if (!blocked() && session()) {
          delay = RECONNECT;
        }
        Thread.sleep(blocked() ? RECONNECT : delay);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean blocked() {
    return faults.has(JvbFault.LostXmpp.class) || faults.has(JvbFault.Hang.class);
  }

  /** One login until its end; false if there was none. */
  private boolean session() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    over = end;
    AbstractXMPPConnection current = null;
    try {
      current = login();
      current.addConnectionListener(onEnd(end));
      BridgeRequest.answer(current, config.rooms(), faults, requests);
      connection = current;
      say("Logged in.");
      joinAll(current);
      if (current.isConnected()) {
        end.await();
      }
      say("Closed.");
      return true;
    } catch (IOException e) {
      say("No login: " + e.getMessage());
      return false;
    } finally {
      connection = null;
      rooms.clear();
      if (current != null && current.isConnected()) {
        current.instantShutdown();
      }
    }
  }

  private AbstractXMPPConnection login() throws IOException, InterruptedException {
    if (config.verifiesCertificates()) {
      throw new IOException("SSLHandshakeException: self-signed certificate");
    }
    var server = network.resolve(config.hostname(), config.port());
    return Xmpp.login(server, config.domain(), config.username(), config.password(), "");
  }

  private static ConnectionListener onEnd(CountDownLatch end) {
    return new ConnectionListener() {
      @Override
      public void connectionClosed() {
        end.countDown();
      }

      @Override
      public void connectionClosedOnError(Exception e) {
        end.countDown();
      }
    };
  }

  /** Tried once per login: a failed join is not repeated. */
  private void joinAll(AbstractXMPPConnection current) throws InterruptedException {
    for (String name : config.rooms()) {
      try {
        MultiUserChat room =
            MultiUserChatManager.getInstanceFor(current)
                .getMultiUserChat(JidCreate.entityBareFrom(name));
        room.createOrJoin(Resourcepart.from(config.nickname()));
        rooms.put(name, room);
        say("In the room " + name);
        statistics.get().ifPresent(last -> show(current, name, last));
      } catch (XMPPException | SmackException | XmppStringprepException e) {
        say("Not let into a room: " + e);
      }
    }
  }

  /** Shows presence with these statistics in every room. */
  void show(ExtensionElement stats) {
    if (connection instanceof AbstractXMPPConnection current) {
      rooms.keySet().forEach(name -> show(current, name, stats));
    }
  }

  private void show(AbstractXMPPConnection current, String room, ExtensionElement stats) {
    try {
      current.sendStanza(
          current
              .getStanzaFactory()
              .buildPresenceStanza()
              .to(JidCreate.entityFullFrom(room + "/" + config.nickname()))
              .setPriority(0)
              .addExtension(stats)
              .build());
    } catch (SmackException | XmppStringprepException e) {
      say("Presence was not sent: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The connection breaks; whoever may connects again. */
  void cut() {
    if (connection instanceof AbstractXMPPConnection current) {
      current.instantShutdown();
      // Smack tells nobody of an end that we have made ourselves.
      over.countDown();
    }
  }

  private void say(String what) {
    log.add("[hostname=" + config.hostname() + " id=" + config.id() + "] " + what);
  }

  /** The server tells it to the rooms, word by word. */
  private static void leave(AbstractXMPPConnection current) {
    try {
      current.disconnect(
          current
              .getStanzaFactory()
              .buildPresenceStanza()
              .ofType(Presence.Type.unavailable)
              .setPriority(0)
              .build());
    } catch (SmackException.NotConnectedException gone) {
      current.instantShutdown();
    }
  }

  /**
   * Ends it.
   *
   * @param politely whether the server hears of it; else it finds out by itself
   */
  void close(boolean politely) {
    closed = true;
    if (connection instanceof AbstractXMPPConnection current) {
      if (politely) {
        leave(current);
      } else {
        current.instantShutdown();
      }
    }
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
