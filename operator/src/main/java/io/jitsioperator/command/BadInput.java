package io.jitsioperator.command;

import java.util.List;

/** What the user gave cannot be used. */
final class BadInput extends Exception {

  private static final long serialVersionUID = 1;

  private final List<String> sentences;

  /**
   * @param sentences all that is wrong, each with where it stands and what to do
   */
  BadInput(List<String> sentences) {
    super(String.join("\n", sentences));
    this.sentences = List.copyOf(sentences);
  }

  BadInput(String sentence) {
    this(List.of(sentence));
  }

  List<String> sentences() {
    return sentences;
  }
}
