package io.jitsioperator.testbed.jitsi;

import io.jitsioperator.testbed.node.ContainerSpec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StanzaError;
import org.jspecify.annotations.Nullable;

/** One run of a simulated bridge: its state, its calls, and what it says of them. */
final class Jvb {

  /** How often a real one measures its load (contracts §3.4). */
  private static final Duration LOAD_SAMPLE = Duration.ofSeconds(10);

  private final JvbConfig config;
  private final ContainerSpec spec;
  private final JvbFaults faults;
  private final DoubleSupplier perParticipant;
  private final Orders orders;
  private final LogBuffer log;
  private final JvbTimers timers = new JvbTimers();
  private final JvbLoad load = new JvbLoad();
  private final JvbMucClients clients;
  private final JvbShutdown shutdown;
  private volatile boolean drain;
  private volatile double stress;
  private volatile Optional<String> sickness = Optional.empty();
  private volatile Optional<Instant> saidSick = Optional.empty();
  private @Nullable JvbRest rest;
  private @Nullable HttpListener open;
  private @Nullable JvbMedia media;

  /**
   * A run that has not begun.
   *
   * @param perParticipant stress of one local endpoint
   * @param orders who hears of orders by REST
   * @param end the process shall exit with status 0
   */
  Jvb(
      JvbConfig config,
      ContainerSpec spec,
      JvbFaults faults,
      DoubleSupplier perParticipant,
      Orders orders,
      Runnable end,
      LogBuffer log) {
    this.config = config;
    this.spec = spec;
    this.faults = faults;
    this.perParticipant = perParticipant;
    this.orders = orders;
    this.log = log;
    this.drain = config.initialDrain();
    this.clients = new JvbMucClients(spec.network(), faults, new Requests(), log);
    this.shutdown = new JvbShutdown(config, timers, log, end);
  }

  /**
   * Begins it.
   *
   * @throws IOException if the port of REST is taken
   */
  void start() throws IOException {
    bindMedia();
    rest = JvbRest.start(spec.address(), this, faults, orders);
    if (config.publicPort() > 0) {
      var address = new InetSocketAddress(spec.address(), config.publicPort());
      open = HttpListener.start(address, any -> JvbRest.NOT_FOUND, asked -> true);
    }
    // What it shows when it joins was made before it knew of any server.
    clients.show(stats().element(shown()));
    config.clients().forEach(clients::add);
    timers.every(config.presenceInterval(), this::show);
    timers.every(LOAD_SAMPLE, () -> stress = load.local() * perParticipant.getAsDouble());
    timers.every(config.healthInterval(), () -> sickness = check());
  }

  private void bindMedia() {
    try {
      InetSocketAddress address = new InetSocketAddress(spec.address(), config.udpPort());
      media = JvbMedia.open(address, load::has, faults);
    } catch (SocketException e) {
      log.add("Failed to bind single-port: " + e);
    }
  }

  private Optional<String> check() {
    Optional<String> wanted = faults.of(JvbFault.Unhealthy.class).map(JvbFault.Unhealthy::reason);
    if (wanted.isPresent()) {
      return wanted;
    }
    if (config.requiresAddress() && config.advertised().isEmpty()) {
      return Optional.of("No valid IP addresses available for harvesting.");
    }
    return media == null ? Optional.of("Failed to bind single-port") : Optional.empty();
  }

  private void show() {
    if (!faults.has(JvbFault.Hang.class)) {
      if (sickness.isPresent() && saidSick.isEmpty()) {
        saidSick = Optional.of(Instant.now());
      }
      clients.show(stats().element(shown()));
    }
  }

  private Predicate<String> shown() {
    return config.whitelist().<Predicate<String>>map(list -> list::contains).orElse(name -> true);
  }

  JvbConfig config() {
    return config;
  }

  JvbMucClients clients() {
    return clients;
  }

  JvbShutdown shutdown() {
    return shutdown;
  }

  /** Why the last health check failed; empty before the first one. */
  Optional<String> sickness() {
    return sickness;
  }

  /** When presence said for the first time that a health check has failed. */
  Optional<Instant> saidSick() {
    return saidSick;
  }

  boolean draining() {
    return drain;
  }

  void drain(boolean enable) {
    log.add("Drain: " + enable);
    drain = enable;
  }

  /** Full version, as far as Jicofo compares it without the release. */
  String version() {
    String image = spec.image().replaceFirst("@.*", "");
    String tag = image.replaceFirst(".*/", "").replaceFirst("^[^:]*:?", "");
    return "2.3." + (tag.isEmpty() ? "SNAPSHOT" : tag.replaceFirst("^stable-", ""));
  }

  /** Its statistics as they are now. */
  JvbStats stats() {
    Map<String, Object> known = new HashMap<>(load.stats());
    known.putAll(shutdown.stats());
    known.putAll(clients.stats());
    known.put("stress_level", told());
    known.put("average_participant_stress", config.averageParticipantStress());
    known.put("drain", drain);
    known.put("healthy", sickness.isEmpty());
    known.put("threads", 8);
    known.put("current_timestamp", JvbStats.timestamp(faults.now()));
    known.put("version", version());
    config.region().ifPresent(region -> known.put("region", region));
    config.relayId().ifPresent(id -> known.put("relay_id", id));
    config.release().ifPresent(release -> known.put("release", release));
    return JvbStats.of(
        known,
        name ->
            name.equals("region") && config.region().isEmpty()
                || name.equals("relay_id") && config.relayId().isEmpty());
  }

  private double told() {
    return faults.of(JvbFault.StressLie.class).map(JvbFault.StressLie::level).orElse(stress);
  }

  /** What an operator's hook does before SIGTERM, by REST: drain, then the end without haste. */
  void askToEnd() throws InterruptedException {
    if (rest == null) {
      return;
    }
    if (!drain) {
      rest.answer(new HttpListener.Request("POST", "/colibri/drain/enable", "", "", ""));
    }
    if (!shutdown.begun()) {
      rest.answer(
          new HttpListener.Request(
              "POST", "/colibri/shutdown", "", JvbRest.JSON, "{\"graceful-shutdown\": true}"));
    }
  }

  private final class Requests implements JvbRequests {

    @Override
    public IQ modify(ColibriIq asked) {
      return switch (load.modify(asked, shutdown.acceptsNewConferences())) {
        case DONE -> {
          shutdown.endpoints(load.local());
          yield asked.answer(reachedAt());
        }
        case REFUSED -> IQ.createErrorResponse(asked, StanzaError.Condition.service_unavailable);
        case UNKNOWN -> IQ.createErrorResponse(asked, StanzaError.Condition.item_not_found);
      };
    }

    @Override
    public boolean healthy() {
      return sickness.isEmpty();
    }
  }

  /** One address of its media is enough for those who only signal: the pod's own. */
  private String reachedAt() {
    return spec.address().isAnyLocalAddress() && !config.advertised().isEmpty()
        ? config.advertised().getFirst()
        : spec.address().getHostAddress() + ":" + config.udpPort();
  }

  /** Endpoints come to a conference; false if it is refused. */
  boolean join(String conference, int participants) {
    return load.join(conference, participants, shutdown.acceptsNewConferences());
  }

  /** Endpoints go. */
  void leave(String conference, int participants) {
    load.leave(conference, participants);
    shutdown.endpoints(load.local());
  }

  JvbLoad load() {
    return load;
  }

  int endpoints() {
    return load.local();
  }

  /**
   * Ends it; its ports are free when this returns.
   *
   * @param politely whether the XMPP servers hear of it
   */
  void close(boolean politely) {
    timers.close();
    if (rest != null) {
      rest.close();
    }
    if (open != null) {
      open.close();
    }
    if (media != null) {
      media.close();
    }
    clients.close(politely);
  }
}
