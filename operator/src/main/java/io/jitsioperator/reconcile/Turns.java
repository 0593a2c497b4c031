package io.jitsioperator.reconcile;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Whose turn it is: some resources are reconciled at a time, the rest waits in the order in which
 * something happened to it. That bounds the load on the API server, makes one resource after the
 * other complete, and lets a pass see all that happened to its resource while it waited: many
 * events become one status.
 */
public final class Turns {

  /** How many resources at once. A pass mostly waits for the API server's answers. */
  public static final int AT_ONCE = 8;

  private Turns() {}

  /**
   * For the passes of all kinds. Platform threads: after a start hundreds of passes compute one
   * after the other without ever waiting, and virtual ones would give neither {@code /livez} nor
   * the looks at Jitsi a processor until the last of them is done.
   */
  public static ExecutorService executor() {
    return Executors.newFixedThreadPool(
        AT_ONCE, Thread.ofPlatform().daemon().name("pass-", 0).factory());
  }
}
