package io.jitsioperator.plan.bridges;

import io.jitsioperator.api.v1alpha1.BridgePoolSpec;
import io.jitsioperator.api.v1alpha1.Media;
import io.jitsioperator.plan.shard.BreweryDoor;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The bridges' configuration files (HOCON). The image copies {@code /config} only when the
 * container starts, and s6 restarts a crashed JVB without copying again. So {@link #MAIN} holds
 * what never changes and includes {@link #WIRING} from where Kubernetes keeps it up to date.
 */
final class JvbConfig {

  /** Included by the image after its own configuration, so it wins (jvb.conf@738058b4). */
  static final String MAIN = "custom-jvb.conf";

  /** Where a bridge logs in. */
  static final String WIRING = "xmpp-clients.conf";

  static final String WIRING_PATH = "/wiring";
  static final String USERS_PATH = "/custom";

  /** JVB's own is 24 h, after which it throws everybody out. */
  private static final String NEVER = "365 days";

  /**
   * What Jicofo and the operator read of a presence: JVB's default of the filter, and what is not
   * in it (jitsi/jitsi-videobridge reference.conf@4bb0aead1).
   */
  private static final List<String> STATS =
      List.of(
          "average_participant_stress",
          "colibri2",
          "current_timestamp",
          "drain",
          "graceful_shutdown",
          "healthy",
          "local_endpoints",
          "region",
          "relay_id",
          "release",
          "shutting_down",
          "stress_level",
          "version");

  private JvbConfig() {}

  static String main(BridgePoolSpec spec) {
    var timeout = spec.drain().timeout();
    return """
        # Made by the operator. Your own settings belong into spec.customConfigMap.
        include required(file("%s/%s"))
        videobridge {
          apis.xmpp-client.stats-filter { enabled = true, whitelist = [%s] }
          shutdown { graceful-shutdown-max-duration = %s, shutting-down-delay = 15 seconds }
          load-management.load-measurements.load-measurement = "%s"
        %s}
        include file("%s/%s")
        """
        .formatted(
            WIRING_PATH,
            WIRING,
            STATS.stream().map(stat -> '"' + stat + '"').collect(Collectors.joining(", ")),
            timeout == null ? NEVER : timeout,
            spec.loadMeasurement().equals("PacketRate") ? "packet-rate" : "cpu-usage",
            privateRest(spec),
            USERS_PATH,
            MAIN);
  }

  /** On the node's own network every bridge needs a REST port of its own. */
  private static String privateRest(BridgePoolSpec spec) {
    return spec.media().exposure().equals(Media.HOST_NETWORK)
        ? "  http-servers.private { host = ${NODE_ADDRESS}, port = ${JVB_PORT} }\n"
        : "";
  }

  /**
   * The wiring to one shard.
   *
   * @param id UID of the shard: one that is made anew is another one
   */
  static String wiring(String id, BreweryDoor door, String password) {
    return """
        videobridge.apis.xmpp-client.configs."%s" {
          HOSTNAME = "%s"
          PORT = %d
          DOMAIN = "%s"
          USERNAME = "%s"
          PASSWORD = "%s"
          MUC_JIDS = "%s"
          MUC_NICKNAME = ${JVB_MUC_NICKNAME}
          DISABLE_CERTIFICATE_VERIFICATION = true
        }
        """
        .formatted(id, door.host(), door.port(), door.domain(), door.user(), password, door.room());
  }
}
