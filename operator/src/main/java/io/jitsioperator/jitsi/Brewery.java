package io.jitsioperator.jitsi;

import io.jitsioperator.intent.Watch;
import java.util.Optional;

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

    /**
     * Enters the room.
     *
     * @param nick our name inside
     * @param occupants told of everybody who is inside, in order, until we leave
     */
    Door enter(String nick, Occupants occupants) throws Trouble, InterruptedException;

    /** Leaves the room, if we are inside. Nothing is told from now on. */
    void leave() throws InterruptedException;

    /** False once the connection is gone. */
    boolean isOpen();

    /** Ends it at once, without waiting for the server. */
    @Override
    void close();
  }

  /** What became of a try to enter. */
  enum Door {
    INSIDE,
    /** Somebody else has that nick. */
    NICK_TAKEN,
    /** There is no room; if we made one by trying, it is gone again. */
    NO_ROOM
  }

  /** Who is in the room; told by one thread at a time. */
  interface Occupants {

    /** We are inside; who was there before us has been told. */
    void entered();

    /** Somebody shows presence: a bridge if it has statistics. */
    void showed(String nick, Optional<PresenceStats> stats);

    /** Somebody is gone. */
    void left(String nick);

    /** We are not inside any more, without having left. */
    void ended(String why);
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
