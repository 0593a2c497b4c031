package io.jitsioperator.jitsi;

import io.jitsioperator.intent.Watch;

/** Answers over HTTP as a Jicofo with healthy logins and two idle bridges, or as it is told. */
final class FakeJicofo extends CannedServer {

  FakeJicofo() {
    this(0);
  }

  FakeJicofo(int port) {
    super(port);
    set("/stats", 200, Captured.text("jicofo-stats.json"));
    set("/about/health", 200, "OK");
    set("/about/version", 200, "{\"name\":\"JiCoFo\",\"version\":\"1.1.SNAPSHOT\"}");
    set("/debug", 200, Captured.text("jicofo-debug.json"));
    start();
  }

  FakeJicofo answer(String path, int status, String body) {
    set(path, status, body);
    return this;
  }

  FakeJicofo conferences(int count) {
    return answer(
        "/stats",
        200,
        Captured.text("jicofo-stats.json")
            .replace("\"conferences\":0", "\"conferences\":" + count));
  }

  Watch.Target target(String uid) {
    return target("jicofo-0", uid);
  }
}
