package io.jitsioperator.cluster;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Hears the API server's {@code Retry-After}. It means all of our requests, not one resource: the
 * server counts them by user (flow control).
 */
public final class Throttle implements Interceptor {

  /** A longer wish is taken for a mistake. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final InstantSource clock;
  private final AtomicReference<Instant> until = new AtomicReference<>(Instant.MIN);

  /** Measures with that clock. */
  public Throttle(InstantSource clock) {
    this.clock = clock;
  }

  /** How long the API server wants to be left alone yet; never negative. */
  public Duration remaining() {
    var now = clock.instant();
    var end = until.get();
    return now.isBefore(end) ? Duration.between(now, end) : Duration.ZERO;
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    if (response.code() == 429 || response.code() == 503) {
      // Only the form in seconds: it is the one that Kubernetes sends.
      response.headers("Retry-After").stream()
          .filter(value -> value.matches("\\d{1,6}"))
          .findFirst()
          .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
          .ifPresent(this::pause);
    }
  }

  private void pause(Duration wish) {
    var end = clock.instant().plus(wish.compareTo(LONGEST) < 0 ? wish : LONGEST);
    until.accumulateAndGet(end, (one, other) -> one.isAfter(other) ? one : other);
  }
}
