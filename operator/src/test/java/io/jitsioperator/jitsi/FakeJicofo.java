package io.jitsioperator.jitsi;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jitsioperator.intent.Watch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** Answers over HTTP as a Jicofo with healthy logins and two idle bridges, or as it is told. */
final class FakeJicofo implements AutoCloseable {

  private record Canned(int status, String body) {}

  private final HttpServer server;
  private final Map<String, Canned> answers = new ConcurrentHashMap<>();
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();

  FakeJicofo() {
    this(0);
  }

  FakeJicofo(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    answer("/stats", 200, Captured.text("jicofo-stats.json"));
    answer("/about/health", 200, "OK");
    answer("/about/version", 200, "{\"name\":\"JiCoFo\",\"version\":\"1.1.SNAPSHOT\"}");
    answer("/debug", 200, Captured.text("jicofo-debug.json"));
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.merge(path, 1, Integer::sum);
    Canned canned = answers.getOrDefault(path, new Canned(404, ""));
    byte[] body = canned.body().getBytes(StandardCharsets.UTF_8);
    if (canned.status() / 100 == 3) {
      exchange.getResponseHeaders().add("Location", "/elsewhere");
    }
    exchange.sendResponseHeaders(canned.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  FakeJicofo answer(String path, int status, String body) {
    answers.put(path, new Canned(status, body));
    return this;
  }

  FakeJicofo conferences(int count) {
    return answer(
        "/stats",
        200,
        Captured.text("jicofo-stats.json")
            .replace("\"conferences\":0", "\"conferences\":" + count));
  }

  int asked(String path) {
    return asked.getOrDefault(path, 0);
  }

  int port() {
    return server.getAddress().getPort();
  }

  Watch.Target target(String uid) {
    return new Watch.Target("jicofo-0", uid, "127.0.0.1", port());
  }

  /** From now on its port refuses. */
  @Override
  public void close() {
    server.stop(0);
  }
}
