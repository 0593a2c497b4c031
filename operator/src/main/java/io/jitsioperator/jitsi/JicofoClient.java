package io.jitsioperator.jitsi;

import io.jitsioperator.intent.Watch;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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

/** GETs from Jicofo's REST API by pod address; one client for all shards. */
final class JicofoClient implements AutoCloseable {

  /** A pod on a living node accepts within milliseconds. */
  private static final Duration CONNECT = Duration.ofSeconds(1);

  /** From the first byte sent to the last byte received. */
  static final Duration WHOLE = Duration.ofSeconds(2);

  /** {@code /debug} of a Jicofo with a thousand conferences has some 100 KiB. */
  static final int LONGEST_BODY = 2 * 1024 * 1024;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  // HTTP/1.1: an upgrade to HTTP/2 costs a header in every request and Jicofo (Ktor) speaks none.
  // No proxy: pod addresses are never behind one, whatever the JVM's properties say.
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(HttpClient.Builder.NO_PROXY)
          .executor(threads)
          .build();

  /** Asks once and waits for the answer, at most {@link #WHOLE}. */
  Reply get(Watch.Target target, String path) throws InterruptedException {
    HttpRequest request;
    try {
      request = request(target, path);
    } catch (URISyntaxException | IllegalArgumentException e) {
      return new Reply.None("cannot be asked: " + e.getMessage());
    }
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_BODY));
    try {
      // The request's own time-out ends with the headers; a body that drips needs this one.
      HttpResponse<byte[]> response = answer.get(WHOLE.toMillis(), TimeUnit.MILLISECONDS);
      return new Reply.Body(response.statusCode(), response.body());
    } catch (TimeoutException e) {
      return new Reply.None("brought no whole answer within " + WHOLE.toSeconds() + " s");
    } catch (ExecutionException e) {
      return failure(e.getCause() == null ? e : e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private static HttpRequest request(Watch.Target target, String path) throws URISyntaxException {
    // This constructor puts the brackets around an IPv6 address.
    URI uri = new URI("http", null, target.address(), target.port(), path, null, null);
    return HttpRequest.newBuilder(uri).header("Accept", "application/json").build();
  }

  private static Reply failure(Throwable failure) {
    if (failure instanceof HttpTimeoutException) {
      return new Reply.None("found no connection within " + CONNECT.toSeconds() + " s");
    }
    if (refused(failure)) {
      return new Reply.Refused();
    }
    String what = failure instanceof IOException ? "" : failure.getClass().getSimpleName() + " ";
    return new Reply.None("failed: " + what + failure.getMessage());
  }

  /**
   * By type, as messages are localised: the JDK throws a ConnectException for "connection refused",
   * and wraps all else that may go wrong while it connects ("no route to host") in one.
   */
  static boolean refused(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root instanceof ConnectException;
  }

  @Override
  public void close() {
    http.shutdownNow();
    threads.shutdownNow();
  }
}
