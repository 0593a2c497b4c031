package io.jitsioperator.testbed.jitsi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jitsioperator.simulate.BridgeState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The JSON that Jicofo answers, in the shape of what a real one (tag {@code
 * stable/jitsi-meet_11031}) was seen to send: absent values are the <b>string</b> "null" in {@code
 * /debug}.
 *
 * @param jicofo whose state is told
 */
record JicofoReport(Jicofo jicofo) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final String[] SIZES = {
    "0_to_1",
    "1_to_2",
    "2_to_3",
    "3_to_5",
    "5_to_10",
    "10_to_20",
    "20_to_50",
    "50_to_100",
    "100_to_200",
    "200_to_300",
    "300_to_400",
    "400_to_500",
    "500_to_max"
  };

  /** What a package of this line calls itself is another word; nobody should compare it. */
  static final String VERSION = "1.1.SNAPSHOT";

  /** {@code GET /stats}. */
  ObjectNode stats() {
    ConferenceBook.Load load = jicofo.load();
    FocusManager earned = jicofo.conferences();
    List<Integer> sizes = sizes();
    ObjectNode stats = JSON.objectNode();
    stats.put("total_participants", load.participants() + earned.participants());
    stats.put("total_conferences_created", jicofo.created() + earned.created());
    stats.put("conferences", load.conferences() + earned.conferences());
    stats.put("conferences_with_visitors", 0);
    stats
        .putObject("bridge_failures")
        .put("participants_moved", jicofo.desk().rescued())
        .put("bridges_removed", jicofo.desk().removals());
    stats.putObject("participant_notifications").put("ice_failed", 0).put("request_restart", 0);
    stats.put("largest_conference", max(sizes));
    stats.put("participants", sum(sizes));
    stats.put("visitors", 0);
    stats.set("conference_sizes", distribution(sizes));
    stats.put("endpoint_pairs", sizes.stream().mapToInt(size -> size * size).sum());
    stats.set("jibri", jibri());
    stats.putObject("queues");
    stats.set("bridge_selector", selector());
    stats.putObject("jibri_detector").put("count", 0).put("available", 0);
    stats.putObject("sip_jibri_detector").put("count", 0).put("available", 0);
    stats.putObject("jigasi");
    stats.put("threads", 26);
    ObjectNode jingle = stats.putObject("jingle");
    earned.tally().received().forEach(jingle.putObject("received")::put);
    earned.tally().sent().forEach(jingle.putObject("sent")::put);
    stats.put("version", VERSION);
    if (jicofo.config().healthChecks()) {
      stats.put("healthy", health().isEmpty());
      stats.put("slow_health_check", 0);
    }
    return stats;
  }

  private static ObjectNode jibri() {
    ObjectNode jibri = JSON.objectNode();
    for (String name :
        new String[] {
          "total_sip_call_failures",
          "live_streaming_active",
          "total_recording_failures",
          "sip_call_active",
          "total_live_streaming_failures",
          "recording_active"
        }) {
      jibri.put(name, 0);
    }
    return jibri;
  }

  /** Of all conferences, when they were last counted. */
  private List<Integer> sizes() {
    List<Integer> sizes = new ArrayList<>(jicofo.load().sizes());
    sizes.addAll(jicofo.conferences().counted());
    return sizes;
  }

  private static int max(List<Integer> sizes) {
    return sizes.stream().mapToInt(size -> size).max().orElse(0);
  }

  private static int sum(List<Integer> sizes) {
    return sizes.stream().mapToInt(size -> size).sum();
  }

  private static ObjectNode distribution(List<Integer> sizes) {
    ObjectNode json = JSON.objectNode();
    if (sizes.isEmpty()) {
      json.putNull("average");
    } else {
      json.put("average", (double) sum(sizes) / sizes.size());
    }
    json.put("max", max(sizes));
    json.put("min", 0);
    json.put("total_value", sum(sizes));
    json.put("total_count", sizes.size());
    json.put("discarded", 0);
    ObjectNode buckets = json.putObject("buckets");
    for (String size : SIZES) {
      int from = Integer.parseInt(size.substring(0, size.indexOf('_')));
      String end = size.substring(size.lastIndexOf('_') + 1);
      int to = end.equals("max") ? Integer.MAX_VALUE : Integer.parseInt(end);
      buckets.put(size, sizes.stream().filter(each -> each >= from && each < to).count());
    }
    buckets.put("p99_upper_bound", -1).put("p999_upper_bound", -1);
    return json;
  }

  private ObjectNode selector() {
    Collection<Bridge> bridges = jicofo.brewery().bridges().values();
    ObjectNode selector = JSON.objectNode();
    selector.put("lost_bridges", jicofo.brewery().lost());
    selector.put(
        "in_shutdown_bridge_count", bridges.stream().filter(Bridge::gracefulShutdown).count());
    selector.put(
        "bridge_version_count", bridges.stream().map(Bridge::fullVersion).distinct().count());
    selector.put("bridge_count", bridges.size());
    selector.put("operational_bridge_count", operational());
    return selector;
  }

  private long operational() {
    return jicofo.brewery().bridges().keySet().stream()
        .filter(jicofo.brewery()::operational)
        .count();
  }

  /** Why {@code /about/health} answers 500; "" when it is healthy. */
  String health() {
    if (jicofo.brewery().states().stream().noneMatch(JicofoReport::takesConferences)) {
      return "No operational bridges available (total bridge count: "
          + jicofo.brewery().bridges().size()
          + ")";
    }
    return jicofo.clientRegistered() ? "" : "Test conference failed to start.";
  }

  private static boolean takesConferences(BridgeState bridge) {
    return bridge.operational() && !bridge.graceful() && !bridge.shuttingDown();
  }

  /** {@code GET /debug}. */
  ObjectNode debug() {
    JicofoConfig config = jicofo.config();
    ObjectNode debug = JSON.objectNode();
    debug.set("focus_manager", conferences());
    ObjectNode selector = debug.putObject("bridge_selector");
    selector.put("strategy", config.strategy());
    ObjectNode bridges = selector.putObject("bridge");
    jicofo.brewery().bridges().forEach((jid, bridge) -> bridges.set(jid, bridge(jid, bridge)));
    detector(debug, "jibri_detector", config.jibriBrewery().isPresent());
    detector(debug, "sip_jibri_detector", false);
    detector(debug, "jigasi_detector", config.jigasiBrewery().isPresent());
    debug.putObject("av_moderation").put("address", component("av_moderation"));
    debug
        .putObject("conference_iq_handler")
        .put("breakout_address", component("breakout_rooms"))
        .put("focus_auth_jid", "focus@" + config.client().domain())
        .put("jigasi_enabled", config.jigasiBrewery().isPresent())
        .put("auth_authority", "null");
    return debug;
  }

  private ObjectNode conferences() {
    ObjectNode rooms = JSON.objectNode();
    List<Integer> told = jicofo.load().sizes();
    for (int i = 0; i < told.size(); i++) {
      rooms.put("room" + (i + 1) + "@muc." + jicofo.config().domain(), told.get(i));
    }
    jicofo.conferences().rooms().forEach(rooms::put);
    return rooms;
  }

  private ObjectNode bridge(String jid, Bridge bridge) {
    double stress = jicofo.brewery().correctedStress(jid);
    boolean operational = jicofo.brewery().operational(jid);
    ObjectNode json = JSON.objectNode();
    json.put("corrected-stress", stress);
    json.put("drain", bridge.draining());
    json.put("endpoints", jicofo.conferences().endpoints(jid));
    json.put("endpoint-restart-requests", 0);
    json.put("failing-ice", false);
    json.put("graceful-shutdown", bridge.gracefulShutdown());
    json.put("healthy", operational);
    json.put("operational", operational);
    json.put("overloaded", stress >= jicofo.config().selection().stressThreshold());
    json.put("region", bridge.text("region"));
    json.put("relay-id", bridge.text("relay_id"));
    json.put("release", bridge.text("release"));
    json.put("shutting-down", bridge.shuttingDown());
    json.put("stress", bridge.stress());
    json.put("version", bridge.text("version"));
    return json;
  }

  private static void detector(ObjectNode debug, String name, boolean on) {
    if (on) {
      debug.putObject(name);
    } else {
      debug.put(name, "null");
    }
  }

  private String component(String type) {
    return jicofo.components().getOrDefault(type, "null");
  }
}
