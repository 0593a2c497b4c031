package io.jitsioperator.world;

import java.time.Instant;
import java.util.Optional;

/**
 * How a component answered when it was last asked something. Silence is never an answer of zero.
 */
public sealed interface Answer<T> {

  /** It answered, at {@code at}. */
  record Said<T>(T value, Instant at) implements Answer<T> {}

  /**
   * Nobody listens on its port: the connection was refused, without a break since {@code since}.
   */
  record Refused<T>(Instant since, Instant at) implements Answer<T> {}

  /** Asked without a usable answer: time-out, broken connection, nonsense. */
  record Silent<T>(String why, Instant at) implements Answer<T> {}

  /** Not asked yet. */
  record NotAsked<T>() implements Answer<T> {}

  /** What it said, however long ago. */
  default Optional<T> said() {
    return this instanceof Said<T>(T value, Instant at) ? Optional.of(value) : Optional.empty();
  }
}
