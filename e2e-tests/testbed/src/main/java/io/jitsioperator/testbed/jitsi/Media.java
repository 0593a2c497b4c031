package io.jitsioperator.testbed.jitsi;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one participant would hear of a conference: whether a bridge answers at its media port, for
 * how long none did, and whose fault it was.
 *
 * <p>A planned move ends a session while the bridge still lives, and the next bridge answers soon.
 * Everything else is a cut: the bridge is gone before anybody said so, or nobody takes over.
 */
final class Media implements AutoCloseable {

  private static final Duration PACE = Duration.ofMillis(200);
  private static final int REPLY_MILLIS = 300;
  private static final int TRIES = 3;

  /** Longer than any move, and than any pause of a busy machine; then somebody would hang up. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String endpoint;
  private final Thread thread;
  private final List<Duration> moves = new ArrayList<>();
  private @Nullable InetSocketAddress bridge;
  private boolean wanted;
  private boolean moving;
  private long heard;
  private @Nullable String cut;
  private volatile boolean closed;

  Media(String endpoint) {
    this.endpoint = endpoint;
    this.thread = Thread.ofVirtual().name("media of " + endpoint).unstarted(this::listen);
  }

  /** A session with that bridge begins. */
  synchronized void begin(InetSocketAddress at) {
    bridge = at;
    if (!wanted) {
      wanted = true;
      heard = System.nanoTime();
    }
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
  }

  /** The session ends, and another one follows if that is promised. */
  void end(boolean another) {
    InetSocketAddress old;
    synchronized (this) {
      old = bridge;
      bridge = null;
      wanted &= another;
    }
    if (old == null || !another) {
      return;
    }
    boolean lives = lives(old);
    synchronized (this) {
      moving |= lives;
      if (!lives) {
        over("its bridge " + old + " was gone before anybody said so");
      }
    }
  }

  private boolean lives(InetSocketAddress old) {
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int i = 0; i < TRIES; i++) {
        if (!ask(socket, old).isEmpty()) {
          return true;
        }
      }
    } catch (SocketException e) {
      throw new IllegalStateException("no socket for a participant", e);
    }
    return false;
  }

  private void listen() {
    try (DatagramSocket socket = new DatagramSocket()) {
      while (!closed) {
        @Nullable InetSocketAddress now = current();
        heard(now, now == null ? "" : ask(socket, now));
        Thread.sleep(PACE);
      }
    } catch (SocketException e) {
      throw new IllegalStateException("no socket for a participant", e);
    } catch (InterruptedException hungUp) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable InetSocketAddress current() {
    return bridge;
  }

  private synchronized void heard(@Nullable InetSocketAddress from, String answer) {
    long now = System.nanoTime();
    if (from != null && from.equals(bridge) && answer.equals(JvbMedia.HERE)) {
      if (moving) {
        moves.add(Duration.ofNanos(now - heard));
      }
      moving = false;
      heard = now;
    }
    if (!closed && wanted && now - heard > PATIENCE.toNanos()) {
      over("no media for " + PATIENCE.toSeconds() + " s from " + bridge);
    }
  }

  private void over(String why) {
    cut = cut == null ? why : cut;
  }

  /** What the bridge answers; empty if it does not. */
  private String ask(DatagramSocket socket, InetSocketAddress at) {
    byte[] name = endpoint.getBytes(StandardCharsets.US_ASCII);
    DatagramPacket answer = new DatagramPacket(new byte[JvbMedia.LONGEST], JvbMedia.LONGEST);
    try {
      socket.setSoTimeout(REPLY_MILLIS);
      socket.send(new DatagramPacket(name, name.length, at));
      socket.receive(answer);
      return at.equals(answer.getSocketAddress()) ? JvbMedia.text(answer) : "";
    } catch (IOException e) {
      return "";
    }
  }

  /** Why it was cut; null if it was not. */
  synchronized @Nullable String cut() {
    return cut;
  }

  /** For how long it was without media, once per move. */
  synchronized List<Duration> moves() {
    return List.copyOf(moves);
  }

  /** Whether a bridge forwards its media. */
  synchronized boolean flows() {
    return bridge != null && !moving && System.nanoTime() - heard < Duration.ofSeconds(1).toNanos();
  }

  /** It hangs up. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
