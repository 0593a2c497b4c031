package io.jitsioperator.jitsi;

import io.jitsioperator.jitsi.JsonBody.Unusable;
import io.jitsioperator.world.BridgeReport.Stats;

/** Reads {@code /colibri/stats} of a bridge (Jitsi contracts §3.6). */
final class BridgeBody {

  private BridgeBody() {}

  /**
   * One answer.
   *
   * @param created conferences since the process began; it never falls while one process lives
   */
  record Heard(Stats stats, int created) {}

  static Heard stats(Reply.Body body) throws Unusable {
    JsonBody stats = JsonBody.of(body);
    return new Heard(
        new Stats(
            stats.count("/local_endpoints"),
            stats.count("/conferences"),
            stats.measure("/stress_level"),
            stats.flag("/drain"),
            stats.flag("/graceful_shutdown"),
            stats.flag("/shutting_down"),
            stats.flag("/healthy"),
            stats.fullVersion(),
            stats.count("/mucs_configured"),
            stats.count("/mucs_joined")),
        stats.count("/total_conferences_created"));
  }
}
