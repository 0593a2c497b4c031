package io.jitsioperator.plan.status;

/** Whether somebody has to act. */
public enum Concern {
  /** All is well, or as it was asked for. */
  NONE,
  /** It takes its time, or waits for something that comes by itself. */
  PASSING,
  /** Nothing gets better until somebody does what the message says. */
  USER
}
