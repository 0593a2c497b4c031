package io.jitsioperator.settings;

import java.util.List;

/** Variables that cannot be meant as they are written. */
public final class InvalidSettings extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final List<String> problems;

  InvalidSettings(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence per wrong variable, each with what is expected. */
  public List<String> problems() {
    return problems;
  }
}
