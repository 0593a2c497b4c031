package io.jitsioperator.simulate;

/** What was asked for on the command line cannot be done; its message is one sentence. */
final class BadOption extends RuntimeException {

  private static final long serialVersionUID = 1;

  BadOption(String sentence) {
    super(sentence);
  }
}
