package io.jitsioperator.testbed.jitsi;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jitsioperator.testbed.node.Container;
import io.jitsioperator.testbed.node.ContainerSpec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The image {@code web} as far as a shard needs it: static pages, {@code config.js}, and the way to
 * Prosody's BOSH and WebSocket.
 *
 * <p>Source: {@code jitsi/docker-jitsi-meet web/rootfs/defaults/meet.conf@738058b4}.
 */
public final class WebContainer implements Container {

  /** nginx' plain HTTP port in the image. */
  private static final int PORT = 8000;

  private static final String PAGE = "<html><head><title>Jitsi Meet</title></head></html>";

  private final EnvVars env;
  private final WebConfig config;
  private final BoshProxy proxy;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final LogBuffer log;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  private WebContainer(ContainerSpec spec, EnvVars env, WebConfig config, HttpServer server) {
    this.env = env;
    this.log = new LogBuffer(spec.console());
    this.config = config;
    this.proxy = new BoshProxy(env, spec.network(), log);
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::answer);
  }

  /**
   * Starts it; it answers at once, with or without a Prosody behind it.
   *
   * @throws IOException if {@code /config} cannot be copied or the port is taken
   */
  public static WebContainer start(ContainerSpec spec) throws IOException {
    EnvVars env = new EnvVars(spec.env());
    Path copy = spec.scratch().resolve("config");
    ConfigCopy.into(spec.mounts(), copy);
    HttpServer server = HttpServer.create(new InetSocketAddress(spec.address(), PORT), 50);
    WebContainer web = new WebContainer(spec, env, WebConfig.of(env, copy), server);
    server.start();
    return web;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if ("close".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Connection"))) {
        // As nginx does; the JDK's server closes without a word, and clients keep what is closed.
        exchange.getResponseHeaders().set("Connection", "close");
      }
      if (env.has("DEPLOYMENTINFO_SHARD")) {
        exchange.getResponseHeaders().set("X-Jitsi-Shard", env.text("DEPLOYMENTINFO_SHARD"));
      }
      String path = exchange.getRequestURI().getPath();
      switch (path) {
        case "/config.js" -> page(exchange, "application/javascript", config.text());
        case "/http-bind" -> proxy.forward(exchange, path);
        case "/xmpp-websocket" -> {
          if (env.flag("ENABLE_XMPP_WEBSOCKET", true)) {
            proxy.forward(exchange, path);
          } else {
            page(exchange, "text/html", PAGE);
          }
        }
        default -> page(exchange, "text/html", PAGE);
      }
    }
  }

  private static void page(HttpExchange exchange, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void stop(int code) {
    server.stop(0);
    threads.shutdownNow();
    exit.complete(code);
  }

  @Override
  public CompletableFuture<Integer> exit() {
    return exit;
  }

  @Override
  public void terminate() {
    Thread.ofVirtual().start(() -> stop(0));
  }

  @Override
  public void kill() {
    stop(137);
  }

  @Override
  public String log() {
    return log.text();
  }
}
