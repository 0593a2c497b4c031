package io.jitsioperator.testbed.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The loopback addresses 127.x.0.0 – 127.x.255.255 of one testbed: on Linux all of 127.0.0.0/8 is
 * local, so every pod can have the real ports on an address of its own, without privileges.
 *
 * <p>The claim is a listening socket on 127.x.0.2: the kernel itself keeps two testbeds apart (of
 * any user) and releases the claim when the process dies.
 */
public final class AddressBlock implements AutoCloseable {

  private static final int CLAIM_PORT = 6442;
  private static final int FIRST = 10;
  private static final int LAST = 250;

  /** How long a pod's address rests, so that nobody talks to the successor by mistake. */
  private static final Duration REST = Duration.ofMinutes(1);

  private final int second;
  private final ServerSocket claim;
  private final Set<Integer> used = new HashSet<>();

  /** The one that rests longest comes first. */
  private final Map<Integer, Instant> released = new LinkedHashMap<>();

  private int cursor;

  private AddressBlock(int second, ServerSocket claim) {
    this.second = second;
    this.claim = claim;
  }

  /**
   * Claims a free block.
   *
   * @throws IOException if all 241 are taken, which means that testbeds were left behind
   */
  public static AddressBlock claim() throws IOException {
    int count = LAST - FIRST + 1;
    int start = ThreadLocalRandom.current().nextInt(count);
    for (int i = 0; i < count; i++) {
      int second = FIRST + (start + i) % count;
      ServerSocket socket = new ServerSocket();
      try {
        socket.bind(new InetSocketAddress(address(second, 0, 2), CLAIM_PORT));
        return new AddressBlock(second, socket);
      } catch (IOException taken) {
        socket.close();
      }
    }
    throw new IOException("no free loopback block 127.x.0.0/16: end the testbeds that still run");
  }

  /** Where the control plane listens: 127.x.0.1. */
  public InetAddress controlPlane() {
    return address(second, 0, 1);
  }

  /**
   * The internal address of a node: 127.x.0.(10 + number).
   *
   * @param number of the node, 0 – 244
   */
  public InetAddress node(int number) {
    if (number < 0 || number > 244) {
      throw new IllegalArgumentException("node " + number + " is not in 0 – 244");
    }
    return address(second, 0, 10 + number);
  }

  /**
   * An address for a pod, 127.x.1.1 – 127.x.255.254, that nobody has and nobody had within the last
   * minute.
   */
  public synchronized InetAddress take() {
    forgetRested(Instant.now().minus(REST));
    for (int i = 0; i < 255 * 254; i++) {
      int number = cursor++ % (255 * 254);
      if (!released.containsKey(number) && used.add(number)) {
        return address(second, 1 + number / 254, 1 + number % 254);
      }
    }
    throw new IllegalStateException(
        "all 64770 pod addresses of 127." + second + " are in use or rest");
  }

  private void forgetRested(Instant rested) {
    Iterator<Instant> eldest = released.values().iterator();
    while (eldest.hasNext() && rested.isAfter(eldest.next())) {
      eldest.remove();
    }
  }

  /** Gives a pod's address back. */
  public synchronized void release(InetAddress address) {
    byte[] bytes = address.getAddress();
    int number = ((bytes[2] & 0xff) - 1) * 254 + (bytes[3] & 0xff) - 1;
    if (used.remove(number)) {
      released.put(number, Instant.now());
    }
  }

  @Override
  public void close() {
    try {
      claim.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetAddress address(int second, int third, int fourth) {
    try {
      byte[] bytes = {127, (byte) second, (byte) third, (byte) fourth};
      return InetAddress.getByAddress(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
