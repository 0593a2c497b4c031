package io.jitsioperator.scenarios;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A UDP address that participants are told, asked from outside the cluster. */
final class MediaPort {

  private static final int PATIENCE_MILLIS = 1_000;

  private MediaPort() {}

  /**
   * Sends the name of an endpoint that nobody has, as a simulated bridge understands it, and
   * returns what comes back.
   *
   * @param address {@code host:port}
   * @throws IOException if nothing comes back from there
   */
  static String ask(String address) throws IOException {
    int colon = address.lastIndexOf(':');
    var there =
        new InetSocketAddress(
            address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    byte[] name = "nobody".getBytes(StandardCharsets.US_ASCII);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      // So that an answer from another address counts for nothing.
      socket.connect(there);
      socket.send(new DatagramPacket(name, name.length));
      DatagramPacket answer = new DatagramPacket(new byte[200], 200);
      socket.receive(answer);
      return new String(
          answer.getData(), answer.getOffset(), answer.getLength(), StandardCharsets.US_ASCII);
    }
  }
}
