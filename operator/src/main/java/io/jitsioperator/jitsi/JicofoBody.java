package io.jitsioperator.jitsi;

import com.fasterxml.jackson.databind.JsonNode;
import io.jitsioperator.jitsi.JsonBody.Unusable;
import io.jitsioperator.world.JicofoBridge;
import io.jitsioperator.world.JicofoReport.Components;
import io.jitsioperator.world.JicofoReport.Health;
import io.jitsioperator.world.JicofoReport.Stats;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the bodies of Jicofo's REST API (Jitsi contracts: jitsi/jicofo
 * ktor/Application.kt@a595d0bc5).
 */
final class JicofoBody {

  /** Enough for a sentence in a condition. */
  private static final int LONGEST_MESSAGE = 500;

  private JicofoBody() {}

  static Stats stats(Reply.Body body) throws Unusable {
    JsonBody stats = JsonBody.of(body);
    return new Stats(
        stats.count("/conferences"),
        stats.count("/total_conferences_created"),
        stats.count("/participants"),
        stats.count("/bridge_selector/bridge_count"),
        stats.count("/bridge_selector/operational_bridge_count"),
        stats.count("/bridge_selector/in_shutdown_bridge_count"),
        stats.count("/bridge_selector/lost_bridges"));
  }

  static Health health(Reply.Body body) {
    String text = new String(body.bytes(), StandardCharsets.UTF_8).strip();
    return new Health(
        body.status(), text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) : text);
  }

  static String version(Reply.Body body) throws Unusable {
    return JsonBody.of(body)
        .text("/version")
        .orElseThrow(() -> new Unusable("answered without \"version\""));
  }

  static Components components(Reply.Body body) throws Unusable {
    JsonBody debug = JsonBody.of(body);
    return new Components(
        debug.text("/av_moderation/address"),
        debug.text("/conference_iq_handler/breakout_address"));
  }

  /** In the order of their nicks. */
  static List<JicofoBridge> bridges(Reply.Body body) throws Unusable {
    JsonNode known = JsonBody.of(body).json().at("/bridge_selector/bridge");
    if (!known.isObject()) {
      throw new Unusable("answered without /bridge_selector/bridge");
    }
    List<JicofoBridge> bridges = new ArrayList<>();
    for (Map.Entry<String, JsonNode> bridge : known.properties()) {
      bridges.add(bridge(bridge.getKey(), new JsonBody(bridge.getValue())));
    }
    bridges.sort(Comparator.comparing(JicofoBridge::nick));
    return List.copyOf(bridges);
  }

  static Set<String> names(Reply.Body body) throws Unusable {
    return bridges(body).stream().map(JicofoBridge::nick).collect(Collectors.toUnmodifiableSet());
  }

  private static JicofoBridge bridge(String jid, JsonBody bridge) throws Unusable {
    return new JicofoBridge(
        jid.substring(jid.indexOf('/') + 1),
        bridge.fullVersion(),
        bridge.flag("/operational"),
        bridge.flag("/overloaded"),
        bridge.flag("/drain"),
        bridge.flag("/graceful-shutdown") || bridge.flag("/shutting-down"),
        bridge.count("/endpoints"));
  }
}
