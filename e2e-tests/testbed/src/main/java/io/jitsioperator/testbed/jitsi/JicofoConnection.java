package io.jitsioperator.testbed.jitsi;

import io.jitsioperator.testbed.network.PodNetwork;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jivesoftware.smack.AbstractXMPPConnection;
import org.jivesoftware.smack.ConnectionListener;
import org.jspecify.annotations.Nullable;

/**
 * One of Jicofo's XMPP connections: keeps trying, and after a loss comes back.
 *
 * <p>Source of the delays: {@code jitsi/jicofo
 * jicofo-common/src/main/kotlin/org/jitsi/jicofo/xmpp/XmppProvider.kt@a595d0bc5}.
 */
final class JicofoConnection implements AutoCloseable {

  private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
  private static final Duration RECONNECT = Duration.ofSeconds(2);

  /** What Jicofo does with a connection. */
  interface Listener {

    /** Logged in. */
    void registered(AbstractXMPPConnection connection) throws IOException, InterruptedException;

    /** The connection is gone. */
    void lost();
  }

  private final JicofoConfig.Login login;
  private final PodNetwork network;
  private final Listener listener;
  private final LogBuffer log;
  private final Thread thread;
  private volatile @Nullable AbstractXMPPConnection connection;
  private volatile boolean closed;

  JicofoConnection(JicofoConfig.Login login, PodNetwork network, Listener listener, LogBuffer log) {
    this.login = login;
    this.network = network;
    this.listener = listener;
    this.log = log;
    this.thread = Thread.ofVirtual().name("jicofo " + login.name()).unstarted(this::run);
  }

  JicofoConnection start() {
    thread.start();
    return this;
  }

  /** Whether it is logged in at this moment. */
  boolean registered() {
    return connection != null;
  }

  private void run() {
    Duration delay = FIRST_RETRY;
    try {
      while (!closed) {
        if (session()) {
          delay = RECONNECT;
        }
        Thread.sleep(delay);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** One login until its end; false if there was none. */
  private boolean session() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    AbstractXMPPConnection current = null;
    try {
      var server = network.resolve(login.host(), login.port());
      current =
          Xmpp.login(
              server,
              login.domain(),
              JicofoConfig.Login.USER,
              login.password(),
              JicofoConfig.Login.USER);
      current.addConnectionListener(onEnd(end));
      connection = current;
      say("Registered as " + current.getUser());
      listener.registered(current);
      if (current.isConnected()) {
        end.await();
      }
      say("XMPP connection closed");
      return true;
    } catch (IOException e) {
      say("Failed to connect/login: " + e.getMessage());
      return current != null;
    } finally {
      connection = null;
      if (current != null) {
        current.instantShutdown();
        listener.lost();
      }
    }
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

  private void say(String what) {
    log.add("[xmpp_connection=" + login.name() + "] " + what);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
