package io.jitsioperator.testbed.jitsi;

import io.jitsioperator.testbed.network.PodNetwork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jivesoftware.smack.packet.ExtensionElement;

/** All XMPP servers of one run of a bridge. Those that REST adds are lost with it. */
final class JvbMucClients {

  private final PodNetwork network;
  private final JvbFaults faults;
  private final JvbRequests requests;
  private final LogBuffer log;
  private final Map<String, JvbMucClient> clients = new LinkedHashMap<>();
  private volatile Optional<ExtensionElement> last = Optional.empty();

  /** {@code requests}: answers what Jicofo asks. */
  JvbMucClients(PodNetwork network, JvbFaults faults, JvbRequests requests, LogBuffer log) {
    ColibriIq.register();
    this.requests = requests;
    this.network = network;
    this.faults = faults;
    this.log = log;
  }

  /**
   * Adds a server. With an id that is there already nothing changes if host, port, domain and user
   * are equal, whatever else differs; else the old one is left first.
   */
  void add(MucClientConfig config) {
    Optional<JvbMucClient> old;
    synchronized (this) {
      old = Optional.ofNullable(clients.get(config.id()));
      if (old.isPresent() && old.get().config().sameServer(config)) {
        log.add("The server is known already, nothing changes: " + config.id());
        return;
      }
      clients.put(
          config.id(),
          new JvbMucClient(config, network, faults, () -> last, requests, log).start());
    }
    old.ifPresent(client -> client.close(true));
  }

  /** False if there is none of that id. */
  boolean remove(String id) {
    Optional<JvbMucClient> old;
    synchronized (this) {
      old = Optional.ofNullable(clients.remove(id));
    }
    old.ifPresent(client -> client.close(true));
    return old.isPresent();
  }

  synchronized List<String> ids() {
    return List.copyOf(clients.keySet());
  }

  private synchronized List<JvbMucClient> all() {
    return List.copyOf(clients.values());
  }

  /** Shows these statistics everywhere; who joins later shows them right after. */
  void show(ExtensionElement stats) {
    last = Optional.of(stats);
    all().forEach(client -> client.show(stats));
  }

  void cut() {
    all().forEach(JvbMucClient::cut);
  }

  /** Its part of the statistics. */
  Map<String, Object> stats() {
    List<JvbMucClient> all = all();
    return Map.of(
        "muc_clients_configured", all.size(),
        "muc_clients_connected", (int) all.stream().filter(JvbMucClient::connected).count(),
        "mucs_configured", all.stream().mapToInt(client -> client.config().rooms().size()).sum(),
        "mucs_joined", all.stream().mapToInt(JvbMucClient::joined).sum());
  }

  /** All at the same time, as a process ends. */
  void close(boolean politely) {
    Consumer<JvbMucClient> close = client -> client.close(politely);
    List<Thread> ends =
        all().stream().map(client -> Thread.ofVirtual().start(() -> close.accept(client))).toList();
    try {
      for (Thread end : ends) {
        end.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
