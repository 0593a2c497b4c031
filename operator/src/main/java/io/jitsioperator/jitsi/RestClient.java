package io.jitsioperator.jitsi;

import io.jitsioperator.intent.Watch;
import io.jitsioperator.world.PortReport.State;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** Asks the REST APIs of Jicofos and bridges by pod address; one client for all. */
final class RestClient implements AutoCloseable {

  /** From the first byte sent to the last byte received. */
  static final Duration WHOLE = Duration.ofSeconds(3);

  /** {@code /debug} of a Jicofo with a thousand conferences has some 100 KiB. */
  static final int LONGEST_BODY = 2 * 1024 * 1024;

  private final Duration connect;
  private final Duration whole;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private final HttpClient http;

  RestClient() {
    this(TcpPort.PATIENCE, WHOLE);
  }

  /**
   * With other patience.
   *
   * @param connect until the port accepts
   * @param whole from the first byte sent to the last byte received
   */
  RestClient(Duration connect, Duration whole) {
    this.connect = connect;
    this.whole = whole;
    // HTTP/1.1: an upgrade to HTTP/2 costs a header in every request and nobody here speaks it.
    // No proxy: pod addresses are never behind one, whatever the JVM's properties say.
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connect)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .executor(threads)
            .build();
  }

  /** Asks once and waits for the answer, at most the whole patience. */
  Reply get(Watch.Target target, String path) throws InterruptedException {
    return send(target, path, "", builder -> builder.GET());
  }

  /** The same with a query, which is already encoded. */
  Reply get(Watch.Target target, String path, String query) throws InterruptedException {
    return send(target, path, "?" + query, builder -> builder.GET());
  }

  /** Posts nothing at all, once. */
  Reply post(Watch.Target target, String path) throws InterruptedException {
    return send(target, path, "", builder -> builder.POST(BodyPublishers.noBody()));
  }

  /** Posts JSON once. */
  Reply post(Watch.Target target, String path, String json) throws InterruptedException {
    return send(
        target,
        path,
        "",
        builder ->
            builder.header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
  }

  private Reply send(
      Watch.Target target, String path, String query, UnaryOperator<HttpRequest.Builder> method)
      throws InterruptedException {
    HttpRequest request;
    try {
      request =
          method
              .apply(
                  HttpRequest.newBuilder(uri(target, path, query))
                      .header("Accept", "application/json"))
              .build();
    } catch (URISyntaxException | IllegalArgumentException e) {
      return new Reply.None("cannot be asked: " + e.getMessage());
    }
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_BODY));
    try {
      // The request's own time-out ends with the headers; a body that drips needs this one.
      HttpResponse<byte[]> response = answer.get(whole.toMillis(), TimeUnit.MILLISECONDS);
      return new Reply.Body(response.statusCode(), response.body());
    } catch (TimeoutException e) {
      return new Reply.None("brought no whole answer within " + whole.toSeconds() + " s");
    } catch (ExecutionException e) {
      return failure(target, e.getCause() == null ? e : e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private static URI uri(Watch.Target target, String path, String query) throws URISyntaxException {
    // This constructor puts the brackets around an IPv6 address, but would encode a query again.
    URI plain = new URI("http", null, target.address(), target.port(), path, null, null);
    return new URI(plain + query);
  }

  private Reply failure(Watch.Target target, Throwable failure) throws InterruptedException {
    if (failure instanceof HttpTimeoutException) {
      return new Reply.None("found no connection within " + connect.toSeconds() + " s");
    }
    // The JDK's client tries a connection twice and then knows no more why the first one failed
    // (JDK 25: ConnectException without message, caused by ClosedChannelException).
    if (failure instanceof ConnectException && TcpPort.state(target) == State.REFUSES) {
      return new Reply.Refused();
    }
    return new Reply.None("failed: " + failure);
  }

  @Override
  public void close() {
    close(WHOLE);
  }

  /** Breaks all connections off and waits for its threads to end, at most that long. */
  void close(Duration patience) {
    http.shutdownNow();
    try {
      // Its selector still gives work to the executor while it ends.
      http.awaitTermination(patience);
      threads.shutdownNow();
      threads.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
