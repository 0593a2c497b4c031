package io.jitsioperator.plan.status;

/**
 * What a condition shall say.
 *
 * @param status true, false or unknown
 * @param reason why
 * @param fact what is so; a sentence
 * @param settled false while we have not looked yet (a fresh start of the operator): then what the
 *     status says already is left as it is
 */
public record Verdict(Status status, Reason reason, String fact, boolean settled) {

  /** The three values that a condition can have. */
  public enum Status {
    TRUE("True"),
    FALSE("False"),
    UNKNOWN("Unknown");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    /** As it stands in the API. */
    public String word() {
      return word;
    }
  }

  public static Verdict yes(Reason reason, String fact) {
    return new Verdict(Status.TRUE, reason, fact, true);
  }

  public static Verdict no(Reason reason, String fact) {
    return new Verdict(Status.FALSE, reason, fact, true);
  }

  /** We looked, and it cannot be told. */
  public static Verdict unknown(Reason reason, String fact) {
    return new Verdict(Status.UNKNOWN, reason, fact, true);
  }

  /** We have not looked yet. */
  public static Verdict notSeenYet(String fact) {
    return new Verdict(Status.UNKNOWN, Reason.NOT_SEEN_YET, fact, false);
  }

  public boolean isTrue() {
    return status == Status.TRUE;
  }

  /** The fact and what the reader can do next. */
  public String message() {
    return (fact + " " + reason.nextStep()).strip();
  }
}
