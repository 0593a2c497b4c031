package io.jitsioperator.testbed.node;

import java.util.concurrent.CompletableFuture;

/** One run of a container, from its start to its exit. */
public interface Container {

  /** Completes with the exit code when the main process has ended, never exceptionally. */
  CompletableFuture<Integer> exit();

  /** What SIGTERM does: ask the main process to end. Returns at once. */
  void terminate();

  /**
   * What SIGKILL does: the process is gone and {@link #exit()} completes with 137. Returns when its
   * ports are free.
   */
  void kill();

  /** The last lines that the process printed, for the evidence of a failed test. */
  String log();
}
