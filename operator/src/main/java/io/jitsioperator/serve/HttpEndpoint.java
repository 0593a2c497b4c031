package io.jitsioperator.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Answers {@code /metrics}, {@code /livez} and {@code /readyz}. Alive is a process that answers at
 * all: a restart would mend nothing that a readiness failure shows.
 */
public final class HttpEndpoint implements AutoCloseable {

  /** Whether the operator does its work, and a sentence about it. */
  public record Readiness(boolean ready, String says) {}

  private final HttpServer server;

  /**
   * Starts to answer.
   *
   * @param port 0 = any free one
   * @throws IOException if the port is taken
   */
  public HttpEndpoint(int port, CollectorRegistry registry, Supplier<Readiness> readiness)
      throws IOException {
    server = HttpServer.create(new InetSocketAddress(port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> answer(exchange, 404, "/metrics, /livez, /readyz\n"));
    server.createContext("/livez", exchange -> answer(exchange, 200, "alive\n"));
    server.createContext("/readyz", exchange -> answer(exchange, readiness.get()));
    server.createContext("/metrics", exchange -> answer(exchange, registry));
    server.start();
  }

  /** The port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, Readiness readiness) throws IOException {
    answer(exchange, readiness.ready() ? 200 : 503, readiness.says() + "\n");
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    try (exchange) {
      var body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static void answer(HttpExchange exchange, CollectorRegistry registry) throws IOException {
    try (exchange) {
      var format = TextFormat.chooseContentType(exchange.getRequestHeaders().getFirst("Accept"));
      exchange.getResponseHeaders().set("Content-Type", format);
      exchange.sendResponseHeaders(200, 0);
      try (var writer =
          new OutputStreamWriter(exchange.getResponseBody(), StandardCharsets.UTF_8)) {
        TextFormat.writeFormat(format, writer, registry.metricFamilySamples());
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
