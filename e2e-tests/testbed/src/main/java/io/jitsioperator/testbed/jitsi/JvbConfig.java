package io.jitsioperator.testbed.jitsi;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValueFactory;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one run of a bridge takes from its configuration, read with the library that a real one
 * reads it with, so that what does not parse there does not parse here.
 *
 * @param config everything, references resolved; values in it are read when they are asked for
 */
record JvbConfig(Config config) {

  /**
   * Defaults of what is read here.
   *
   * <p>Source: {@code jitsi/jitsi-videobridge jvb/src/main/resources/reference.conf@4bb0aead1}.
   */
  private static final String REFERENCE =
      """
      videobridge {
        apis.rest.enabled = false
        apis.xmpp-client {
          configs {}
          presence-interval = ${videobridge.stats.interval}
          stats-filter.enabled = false
          stats-filter.whitelist = [ average_participant_stress, colibri2, current_timestamp, drain,
            graceful_shutdown, healthy, region, relay_id, release, shutting_down, stress_level,
            version ]
        }
        health.interval = 1 minute
        health.require-valid-address = true
        http-servers.private { host = 127.0.0.1, port = 8080 }
        http-servers.public.port = -1
        ice.udp.port = 10000
        initial-drain-mode = false
        load-management.average-participant-stress = 0.01
        relay.enabled = false
        rest.shutdown.enabled = false
        shutdown {
          graceful-shutdown-max-duration = 24 hours
          graceful-shutdown-min-participants = 0
          shutting-down-delay = 1 minute
        }
        stats.interval = 5 seconds
      }
      ice4j.harvest.mapping.static-mappings = []
      """;

  /**
   * Reads it.
   *
   * @param file the rendered {@code jvb.conf}, beside the copy of {@code /config}
   * @param mounts where included files are found
   * @param env for references such as {@code ${?POD_IP}}
   * @throws ConfigException with a real bridge's words, if anything is wrong
   */
  static JvbConfig read(File file, Map<String, Path> mounts, Map<String, String> env) {
    ConfigParseOptions options =
        ConfigParseOptions.defaults().setIncluder(new JvbIncludes(mounts, Optional.empty()));
    Config all =
        ConfigFactory.parseFile(file, options)
            .withFallback(ConfigFactory.parseString(REFERENCE))
            .withFallback(ConfigValueFactory.fromMap(env))
            .resolve(ConfigResolveOptions.defaults().setUseSystemEnvironment(false));
    JvbConfig config = new JvbConfig(all);
    config.check();
    return config;
  }

  /** A real bridge finds some mistakes only later; here all of them end it at its start. */
  private void check() {
    if (relay()) {
      region();
      relayId();
    }
    presenceInterval();
    healthInterval();
    gracefulMaxDuration();
    shuttingDownDelay();
    minParticipants();
    restPort();
    publicPort();
    udpPort();
    initialDrain();
    advertised();
    clients();
  }

  private boolean on(String path) {
    return config.getBoolean("videobridge." + path);
  }

  private Duration duration(String path) {
    return config.getDuration("videobridge." + path);
  }

  private boolean relay() {
    return on("relay.enabled");
  }

  Optional<String> region() {
    return relay() ? Optional.of(config.getString("videobridge.relay.region")) : Optional.empty();
  }

  Optional<String> relayId() {
    return relay() ? Optional.of(config.getString("videobridge.relay.relay-id")) : Optional.empty();
  }

  /** A word that becomes part of the version by which Jicofo tells bridges apart. */
  Optional<String> release() {
    return config.hasPath("videobridge.version.release")
        ? Optional.of(config.getString("videobridge.version.release"))
        : Optional.empty();
  }

  boolean initialDrain() {
    return on("initial-drain-mode");
  }

  Duration presenceInterval() {
    return duration("apis.xmpp-client.presence-interval");
  }

  /** Which statistics presence carries; empty = all. */
  Optional<Set<String>> whitelist() {
    return on("apis.xmpp-client.stats-filter.enabled")
        ? Optional.of(
            Set.copyOf(config.getStringList("videobridge.apis.xmpp-client.stats-filter.whitelist")))
        : Optional.empty();
  }

  boolean colibriRest() {
    return on("apis.rest.enabled");
  }

  boolean shutdownRest() {
    return colibriRest() && on("rest.shutdown.enabled");
  }

  String restHost() {
    return config.getString("videobridge.http-servers.private.host");
  }

  int restPort() {
    return config.getInt("videobridge.http-servers.private.port");
  }

  /** Where web sockets would be; -1 = nowhere. */
  int publicPort() {
    return config.getInt("videobridge.http-servers.public.port");
  }

  int udpPort() {
    return config.getInt("videobridge.ice.udp.port");
  }

  Duration healthInterval() {
    return duration("health.interval");
  }

  boolean requiresAddress() {
    return on("health.require-valid-address");
  }

  Duration gracefulMaxDuration() {
    return duration("shutdown.graceful-shutdown-max-duration");
  }

  Duration shuttingDownDelay() {
    return duration("shutdown.shutting-down-delay");
  }

  int minParticipants() {
    return config.getInt("videobridge.shutdown.graceful-shutdown-min-participants");
  }

  double averageParticipantStress() {
    return config.getDouble("videobridge.load-management.average-participant-stress");
  }

  /** What clients are told, {@code address:port} each. */
  List<String> advertised() {
    return config.getConfigList("ice4j.harvest.mapping.static-mappings").stream()
        .map(each -> each.getString("public-address") + ":" + each.getInt("public-port"))
        .toList();
  }

  /** The complete ones. */
  List<MucClientConfig> clients() {
    ConfigObject configs = config.getObject("videobridge.apis.xmpp-client.configs");
    return configs.keySet().stream()
        .map(id -> client(id, configs))
        .filter(MucClientConfig::complete)
        .toList();
  }

  private static MucClientConfig client(String id, ConfigObject configs) {
    Map<String, String> values = new HashMap<>();
    if (configs.get(id) instanceof ConfigObject one) {
      one.forEach((name, value) -> values.put(name, String.valueOf(value.unwrapped())));
    }
    return MucClientConfig.of(id, values);
  }
}
