package io.jitsioperator.jitsi;

import io.jitsioperator.intent.Watch;
import io.jitsioperator.world.PortReport.State;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Tells a port that refuses from an address that is silent. */
final class TcpPort {

  /** A pod on a living node accepts or refuses within milliseconds. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  private TcpPort() {}

  /** Connects once and closes again. */
  static State state(Watch.Target target) throws InterruptedException {
    State state;
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(target.address(), target.port()), (int) PATIENCE.toMillis());
      state = State.ACCEPTS;
    } catch (ConnectException e) {
      // Of the system's errors only ECONNREFUSED and, long after our patience, ETIMEDOUT.
      state = State.REFUSES;
    } catch (IOException | IllegalArgumentException e) {
      state = State.SILENT;
    }
    if (Thread.interrupted()) {
      // An interrupt closes the socket: what it then shows says nothing of the port.
      throw new InterruptedException();
    }
    return state;
  }
}
