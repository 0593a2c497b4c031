package io.jitsioperator.world;

import java.util.Optional;

/**
 * The answer to reading one object by its name. That an object does not exist is a fact; that it
 * could not be read is none, and nothing may be concluded from it.
 */
public sealed interface Lookup<T> {

  /** It exists. */
  record Found<T>(T object) implements Lookup<T> {}

  /** The API server said that there is none. */
  record Missing<T>() implements Lookup<T> {}

  /** Not read, or the read failed. */
  record Unknown<T>(String why) implements Lookup<T> {}

  /** The object, if it was found. */
  default Optional<T> found() {
    return this instanceof Found<T>(T object) ? Optional.of(object) : Optional.empty();
  }
}
