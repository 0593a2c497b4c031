package io.jitsioperator.testbed.jitsi;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/**
 * A bridge's media port, on which an endpoint learns whether its media would flow: it sends its
 * name, and the bridge says whether it is here. Nothing else tells it so truly when a bridge is
 * gone.
 */
final class JvbMedia implements AutoCloseable {

  /** This endpoint's media is forwarded. */
  static final String HERE = "here";

  /** The bridge lives, and knows no such endpoint. */
  static final String UNKNOWN = "unknown";

  /** Longer than any name of an endpoint. */
  static final int LONGEST = 200;

  private final DatagramSocket socket;
  private final Predicate<String> known;
  private final JvbFaults faults;

  private JvbMedia(DatagramSocket socket, Predicate<String> known, JvbFaults faults) {
    this.socket = socket;
    this.known = known;
    this.faults = faults;
  }

  /**
   * Opens the port.
   *
   * @throws SocketException if it is taken
   */
  static JvbMedia open(InetSocketAddress address, Predicate<String> known, JvbFaults faults)
      throws SocketException {
    JvbMedia media = new JvbMedia(new DatagramSocket(address), known, faults);
    Thread.ofVirtual().name("media " + address).start(media::answer);
    return media;
  }

  private void answer() {
    DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
    while (!socket.isClosed()) {
      try {
        packet.setLength(LONGEST);
        socket.receive(packet);
        if (!faults.has(JvbFault.Hang.class)) {
          String answer = known.test(text(packet)) ? HERE : UNKNOWN;
          byte[] bytes = answer.getBytes(StandardCharsets.US_ASCII);
          socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        // Closed, or somebody who is not there any more.
      }
    }
  }

  static String text(DatagramPacket packet) {
    return new String(
        packet.getData(), packet.getOffset(), packet.getLength(), StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    socket.close();
  }
}
