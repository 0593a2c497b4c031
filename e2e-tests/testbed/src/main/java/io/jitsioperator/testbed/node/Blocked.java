package io.jitsioperator.testbed.node;

/** Why a container cannot be created yet; a later look may find it mended. */
final class Blocked extends Exception {

  private static final long serialVersionUID = 1;

  private final String reason;

  /**
   * A reason and a sentence.
   *
   * @param reason as a kubelet writes it, such as CreateContainerConfigError
   */
  Blocked(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }

  static Blocked config(String message) {
    return new Blocked("CreateContainerConfigError", message);
  }
}
