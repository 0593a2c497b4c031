package io.jitsioperator.testbed.jitsi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Jicofo's REST API, as far as an operator reads it. */
final class JicofoRest implements AutoCloseable {

  /** Fixed in Jicofo's reference.conf; the image has no variable for it. */
  static final int PORT = 8888;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final JicofoReport report;
  private final boolean healthRoute;
  private volatile boolean hung;

  private JicofoRest(HttpServer server, JicofoReport report, boolean healthRoute) {
    this.server = server;
    this.report = report;
    this.healthRoute = healthRoute;
    server.setExecutor(threads);
    server.createContext("/", this::answer);
  }

  /** Listens at {@code address}, port 8888. */
  static JicofoRest start(InetSocketAddress address, Jicofo jicofo) throws IOException {
    HttpServer server = HttpServer.create(address, 50);
    boolean health = jicofo.config().healthChecks();
    JicofoRest rest = new JicofoRest(server, new JicofoReport(jicofo), health);
    server.start();
    return rest;
  }

  /** From now on connections are accepted and nothing is answered (true), or all is well again. */
  void hang(boolean hung) {
    this.hung = hung;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (hung) {
        closed.await();
        return;
      }
      switch (exchange.getRequestURI().getPath()) {
        case "/about/version" ->
            text(
                exchange,
                200,
                "application/json",
                "{\"name\":\"JiCoFo\",\"version\":\""
                    + JicofoReport.VERSION
                    + "\",\"os\":\"Linux\"}");
        case "/about/health" -> health(exchange);
        case "/stats" -> json(exchange, report.stats());
        case "/debug" -> json(exchange, report.debug());
        case "/metrics" -> text(exchange, 200, JicofoMetrics.TYPE, JicofoMetrics.text(report));
        default -> exchange.sendResponseHeaders(404, -1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void health(HttpExchange exchange) throws IOException {
    if (!healthRoute) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    String reason = report.health();
    text(exchange, reason.isEmpty() ? 200 : 500, "text/plain", reason.isEmpty() ? "OK" : reason);
  }

  private static void json(HttpExchange exchange, ObjectNode body) throws IOException {
    text(exchange, 200, "application/json", body.toString());
  }

  private static void text(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** The port is free when this returns. */
  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
