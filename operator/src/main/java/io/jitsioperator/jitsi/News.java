package io.jitsioperator.jitsi;

/** What something that was heard means to those who plan. */
enum News {
  /** The same as before. */
  NONE,
  /** Numbers that a status shows, but on which no decision hangs. */
  DETAIL,
  /** Another decision may follow from it. */
  DECISIVE;

  /** What it means that {@code before} became {@code now}, of which only the gist decides. */
  static News between(Object gistBefore, Object gistNow, Object before, Object now) {
    if (!gistBefore.equals(gistNow)) {
      return DECISIVE;
    }
    return before.equals(now) ? NONE : DETAIL;
  }
}
