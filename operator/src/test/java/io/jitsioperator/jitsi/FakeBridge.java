package io.jitsioperator.jitsi;

import io.jitsioperator.intent.Watch;

/** Answers over HTTP as an idle bridge, or as it is told. */
final class FakeBridge extends CannedServer {

  static final String STATS = "/colibri/stats";

  FakeBridge() {
    super(0);
    set(STATS, 200, Captured.text("colibri-stats.json"));
    set("/colibri/drain/enable", 200, "");
    set("/colibri/drain/disable", 200, "");
    set("/colibri/shutdown", 200, "");
    start();
  }

  /** So many people, on a process that has held so many conferences. */
  FakeBridge people(int endpoints, int conferencesCreated) {
    set(STATS, 200, stats(endpoints, conferencesCreated));
    return this;
  }

  static String stats(int endpoints, int conferencesCreated) {
    return Captured.text("colibri-stats.json")
        .replaceFirst("\"local_endpoints\":0", "\"local_endpoints\":" + endpoints)
        .replaceFirst(
            "\"total_conferences_created\":[0-9]+",
            "\"total_conferences_created\":" + conferencesCreated);
  }

  Watch.Target target(String uid) {
    return target("jvb-" + uid, uid);
  }
}
