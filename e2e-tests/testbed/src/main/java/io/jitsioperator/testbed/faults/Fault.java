package io.jitsioperator.testbed.faults;

import java.time.Duration;
import java.util.function.Consumer;

/** What may go wrong between a client and the API server. */
public sealed interface Fault {

  /** 409: somebody else has changed the object. The API server never sees the request. */
  record Conflict() implements Fault {}

  /**
   * 429: too many requests. The API server never sees the request.
   *
   * @param retryAfter whole seconds that the client shall wait
   */
  record TooManyRequests(Duration retryAfter) implements Fault {}

  /** 500 with a Status that says so. The API server never sees the request. */
  record InternalError() implements Fault {}

  /** The API server never sees the request and no answer ever comes. */
  record NoAnswer() implements Fault {}

  /** The API server carries the request out, but the connection breaks before the answer. */
  record AnswerLost() implements Fault {}

  /**
   * The same, and something happens in between.
   *
   * @param then what happens once the API server has carried the request out
   */
  record Afterwards(Consumer<Request> then) implements Fault {}

  /**
   * The answer is late.
   *
   * @param delay before the request is passed on
   */
  record Latency(Duration delay) implements Fault {}

  /**
   * A watch breaks, without an end that the client could understand.
   *
   * @param after so long after it began
   */
  record CutWatch(Duration after) implements Fault {}
}
