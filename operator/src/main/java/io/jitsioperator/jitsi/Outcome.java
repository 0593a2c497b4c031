package io.jitsioperator.jitsi;

/** What became of a call. */
public sealed interface Outcome {

  /** It was made, and answered as it should be. */
  record Done() implements Outcome {}

  /** It was answered with a no, or we did not make it. The message is for the user. */
  record Refused(String why) implements Outcome {}

  /** No answer: it may have been done or not. It can be made again. */
  record Failed(String why) implements Outcome {}
}
