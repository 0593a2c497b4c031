package io.jitsioperator.intent;

/**
 * A Kubernetes event about the resource.
 *
 * @param type normal or warning
 * @param reason CamelCase word
 * @param message sentence with the next step
 */
public record Notice(Type type, String reason, String message) {

  /** Types that Kubernetes knows. */
  public enum Type {
    NORMAL("Normal"),
    WARNING("Warning");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    /** As it stands in the event. */
    public String word() {
      return word;
    }
  }
}
