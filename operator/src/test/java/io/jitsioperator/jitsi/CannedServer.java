package io.jitsioperator.jitsi;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jitsioperator.intent.Watch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Answers over HTTP as it is told, and notes what it was asked. */
class CannedServer implements AutoCloseable {

  private record Canned(int status, String body) {}

  private final HttpServer server;
  private final Map<String, Canned> answers = new ConcurrentHashMap<>();
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private final List<String> posts = new CopyOnWriteArrayList<>();
  private volatile Optional<String> query = Optional.empty();

  CannedServer(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
  }

  void start() {
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Optional.ofNullable(exchange.getRequestURI().getRawQuery())
        .ifPresent(asked -> query = Optional.of(asked));
    String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (exchange.getRequestMethod().equals("POST")) {
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      posts.add(path + (type == null ? "" : " " + type + " " + sent));
    }
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

  final void set(String path, int status, String body) {
    answers.put(path, new Canned(status, body));
  }

  final int asked(String path) {
    return asked.getOrDefault(path, 0);
  }

  /** Path of each POST, with the type and text of what was sent. */
  final List<String> posts() {
    return posts;
  }

  /** The last query, as it was sent. */
  final Optional<String> query() {
    return query;
  }

  final int port() {
    return server.getAddress().getPort();
  }

  final Watch.Target target(String pod, String uid) {
    return new Watch.Target(pod, uid, "127.0.0.1", port());
  }

  /** From now on its port refuses. */
  @Override
  public final void close() {
    server.stop(0);
  }
}
