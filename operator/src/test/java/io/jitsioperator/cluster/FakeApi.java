package io.jitsioperator.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers over HTTP what it is told to. For what a real API server does only now and then, or what
 * must not be waited for; all else is an integration test.
 */
final class FakeApi implements AutoCloseable {

  /** One request as it came in. */
  record Request(String method, String uri, String contentType, String body) {}

  private record Canned(int status, Map<String, String> headers, String body) {}

  private static final Canned NOT_FOUND =
      new Canned(404, Map.of(), "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":404}");

  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Map<String, Canned> answers = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  FakeApi() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    requests.add(
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            type == null ? "" : type,
            body));
    Canned canned = answers.getOrDefault(exchange.getRequestURI().getPath(), NOT_FOUND);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    canned.headers().forEach(exchange.getResponseHeaders()::add);
    byte[] bytes = canned.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(canned.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** From now on that path answers so, whatever the method. */
  void answer(String path, int status, String body) {
    answers.put(path, new Canned(status, Map.of(), body));
  }

  /** The same with a header. */
  void answer(String path, int status, String header, String value) {
    answers.put(path, new Canned(status, Map.of(header, value), refusal(status, "no")));
  }

  /** What the API server says when it refuses. */
  static String refusal(int status, String sentence) {
    return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"%s\",\"code\":%d}"
        .formatted(sentence, status);
  }

  /** The same with details, as JSON. */
  static String refusal(int status, String sentence, String details) {
    return refusal(status, sentence).replace("\"code\"", "\"details\":" + details + ",\"code\"");
  }

  /** All requests so far. */
  List<Request> requests() {
    return List.copyOf(requests);
  }

  /** A client of it, as the program makes its own. */
  KubernetesClient client(Interceptor... interceptors) {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientBuilderConsumer(
            builder -> {
              for (Interceptor each : interceptors) {
                builder.addOrReplaceInterceptor(each.getClass().getSimpleName(), each);
              }
            })
        .build();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
