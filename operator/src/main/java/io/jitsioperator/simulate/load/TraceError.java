package io.jitsioperator.simulate.load;

/** A trace cannot be used; its message says where and what was expected. */
public final class TraceError extends Exception {

  private static final long serialVersionUID = 1;

  TraceError(String file, String what) {
    super(file + ": " + what);
  }

  TraceError(String file, int line, String what) {
    super(file + ", line " + line + ": " + what);
  }
}
