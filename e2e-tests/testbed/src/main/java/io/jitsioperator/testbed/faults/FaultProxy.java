package io.jitsioperator.testbed.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jitsioperator.testbed.controlplane.Kubeconfig;
import io.jitsioperator.testbed.controlplane.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A plain HTTP door to the API server that can be made to fail. The client's bearer token passes
 * through, so RBAC holds; answers, watches included, are streamed as they come.
 */
public final class FaultProxy implements AutoCloseable {

  /** The JDK's client writes these itself. */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "upgrade",
          "transfer-encoding",
          "keep-alive",
          "http2-settings",
          "date");

  private final URI server;
  private final HttpClient upstream;
  private final HttpServer door;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final Set<HttpExchange> watches = ConcurrentHashMap.newKeySet();
  private final Counts counts = new Counts();
  private final CountDownLatch closed = new CountDownLatch(1);

  private FaultProxy(URI server, HttpClient upstream, HttpServer door) {
    this.server = server;
    this.upstream = upstream;
    this.door = door;
  }

  /**
   * Opens a door on a free port of 127.0.0.1.
   *
   * @param behind where the API server is; the identity in it is not used
   */
  public static FaultProxy before(Kubeconfig behind) throws IOException {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor());
    if (behind.authority() != null) {
      client.sslContext(Trust.in(behind.authority()));
    }
    InetSocketAddress local = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    HttpServer door = HttpServer.create(local, 1000);
    FaultProxy proxy = new FaultProxy(behind.server(), client.build(), door);
    door.setExecutor(proxy.threads);
    door.createContext("/", proxy::handle);
    door.start();
    return proxy;
  }

  /** Where clients connect to. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + door.getAddress().getPort());
  }

  /** From now on this rule holds too; of several that fit, the first wins. Returns the rule. */
  public Rule add(Rule rule) {
    rules.add(rule);
    return rule;
  }

  /** From now on nothing fails any more; latencies and missing answers that began go on. */
  public void heal() {
    rules.clear();
  }

  /** Breaks all watches that run now; returns how many. */
  public int cutWatches() {
    List<HttpExchange> now = List.copyOf(watches);
    now.forEach(HttpExchange::close);
    return now.size();
  }

  /** What came through so far. */
  public Counts counts() {
    return counts;
  }

  private void handle(HttpExchange exchange) throws IOException {
    Request request = request(exchange);
    counts.add(request);
    try (exchange) {
      @Nullable Fault fault = fault(request);
      switch (fault) {
        case null -> pass(exchange, request, null);
        case Fault.Conflict ignored ->
            refuse(exchange, 409, "Conflict", "the object has been modified");
        case Fault.TooManyRequests(Duration after) -> {
          exchange.getResponseHeaders().set("Retry-After", String.valueOf(after.toSeconds()));
          refuse(exchange, 429, "TooManyRequests", "too many requests");
        }
        case Fault.InternalError ignored ->
            refuse(exchange, 500, "InternalError", "an error on the server");
        case Fault.NoAnswer ignored -> closed.await();
        case Fault.AnswerLost ignored -> send(exchange, HttpResponse.BodyHandlers.ofByteArray());
        case Fault.Afterwards(Consumer<Request> then) -> {
          send(exchange, HttpResponse.BodyHandlers.ofByteArray());
          then.accept(request);
        }
        case Fault.Latency(Duration delay) -> {
          Thread.sleep(delay);
          pass(exchange, request, null);
        }
        case Fault.CutWatch(Duration after) ->
            pass(exchange, request, request.watch() ? after : null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // One of the two has hung up; the other hears of it by the exchange's end.
    }
  }

  private static Request request(HttpExchange exchange) {
    URI uri = exchange.getRequestURI();
    String query = Objects.requireNonNullElse(uri.getQuery(), "");
    boolean watch =
        List.of(query.split("&")).stream().anyMatch(Set.of("watch=true", "watch=1")::contains);
    return new Request(exchange.getRequestMethod(), uri.getPath(), watch);
  }

  private @Nullable Fault fault(Request request) {
    for (Rule rule : rules) {
      @Nullable Fault fault = rule.meet(request);
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  private void pass(HttpExchange exchange, Request request, @Nullable Duration cut)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> answer = send(exchange, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      for (Map.Entry<String, List<String>> each : answer.headers().map().entrySet()) {
        if (!hopByHop(each.getKey())) {
          exchange.getResponseHeaders().put(each.getKey(), each.getValue());
        }
      }
      long length = answer.headers().firstValueAsLong("Content-Length").orElse(0);
      boolean none = answer.statusCode() == 204 || request.method().equals("HEAD");
      exchange.sendResponseHeaders(answer.statusCode(), none ? -1 : length);
      if (none) {
        return;
      }
      if (request.watch()) {
        watches.add(exchange);
      }
      if (cut != null) {
        threads.execute(() -> cutAfter(exchange, cut));
      }
      copy(body, exchange.getResponseBody());
      exchange.getResponseBody().close();
    } finally {
      watches.remove(exchange);
    }
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[16_384];
    for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
      to.write(buffer, 0, n);
      to.flush();
    }
  }

  private static void cutAfter(HttpExchange exchange, Duration pause) {
    try {
      Thread.sleep(pause);
      exchange.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private <T> HttpResponse<T> send(HttpExchange exchange, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(exchange.getRequestURI().toString()))
            .method(
                exchange.getRequestMethod(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!hopByHop(name)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return upstream.send(request.build(), handler);
  }

  private static boolean hopByHop(String name) {
    return HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT));
  }

  private static void refuse(HttpExchange exchange, int code, String reason, String message)
      throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] status =
        """
        {"apiVersion":"v1","kind":"Status","status":"Failure","code":%d,"reason":"%s",\
        "message":"%s (injected by the testbed)"}"""
            .formatted(code, reason, message)
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, status.length);
    exchange.getResponseBody().write(status);
  }

  @Override
  public void close() {
    closed.countDown();
    door.stop(0);
    threads.shutdownNow();
    upstream.shutdownNow();
  }
}
