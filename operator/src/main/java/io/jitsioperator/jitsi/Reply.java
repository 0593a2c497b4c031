package io.jitsioperator.jitsi;

/** What came back over HTTP, before anyone has read it. */
sealed interface Reply {

  /** A whole answer. */
  record Body(int status, byte[] bytes) implements Reply {}

  /** Nobody listens on that port. */
  record Refused() implements Reply {}

  /** No whole answer; {@code why} is the end of the sentence "GET /path …". */
  record None(String why) implements Reply {}
}
