package io.jitsioperator.shard;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Looks, at every address that a part of a shard has ever had, whether its process answers there;
 * two that do so at the same time are one too many.
 */
final class Twins implements AutoCloseable {

  /** Port by which a part is known. */
  static final Map<String, Integer> PORTS =
      Map.of("prosody", 5222, "brewery", 6222, "jicofo", 8888);

  private static final int TIMEOUT_MILLIS = 200;
  private static final long EVERY_MILLIS = 50;

  private final Map<String, Set<String>> addresses = new ConcurrentHashMap<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final Thread look = Thread.ofVirtual().name("twins").unstarted(this::run);
  private volatile long rounds;

  static Twins watch() {
    Twins twins = new Twins();
    twins.look.start();
    return twins;
  }

  /** Remembers the address of a pod. */
  void meet(String component, Pod pod) {
    String address = pod.getStatus() == null ? null : pod.getStatus().getPodIP();
    if (address != null) {
      addresses.computeIfAbsent(component, c -> ConcurrentHashMap.newKeySet()).add(address);
    }
  }

  /** Each time that two answered. */
  List<String> seen() {
    return List.copyOf(seen);
  }

  /** How often it has looked. */
  long rounds() {
    return rounds;
  }

  private void run() {
    try {
      while (true) {
        PORTS.forEach(this::look);
        rounds++;
        Thread.sleep(EVERY_MILLIS);
      }
    } catch (InterruptedException closed) {
      // The test has ended.
    }
  }

  private void look(String component, int port) {
    List<String> answering =
        addresses.getOrDefault(component, Set.of()).stream()
            .filter(address -> answers(address, port))
            .toList();
    if (answering.size() > 1) {
      seen.add(Instant.now() + " two of " + component + " answer: " + answering);
    }
  }

  private static boolean answers(String address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port), TIMEOUT_MILLIS);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  @Override
  public void close() {
    look.interrupt();
  }
}
