package io.jitsioperator.jitsi;

import io.jitsioperator.intent.Watch;

/** The way into a brewery Prosody. */
@FunctionalInterface
interface Brewery {

  /**
   * Logs in.
   *
   * @param lost called, on any thread, when the session ends without our closing it
   */
  Session open(Watch.Login login, Runnable lost) throws Trouble, InterruptedException;

  /** One login that is open. */
  interface Session extends AutoCloseable {

    /** Whether the room of the login exists. */
    boolean roomExists() throws Trouble, InterruptedException;

    /** False once the connection is gone. */
    boolean isOpen();

    /** Ends it at once, without waiting for the server. */
    @Override
    void close();
  }

  /** Why there is no session, or no more. The message is for the user. */
  final class Trouble extends Exception {
    private static final long serialVersionUID = 1;

    /** What it is evidence of. */
    enum Kind {
      /** Nobody listens. */
      UNREACHABLE,
      /** The server does not take these credentials. */
      LOGIN_REFUSED,
      /** Nothing. */
      UNKNOWN
    }

    private final Kind kind;

    Trouble(Kind kind, String message) {
      super(message);
      this.kind = kind;
    }

    Kind kind() {
      return kind;
    }
  }
}
