package io.jitsioperator.testbed.node;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One run of a container, from its start to its exit. */
public interface Container {

  /** Completes with the exit code when the main process has ended, never exceptionally. */
  CompletableFuture<Integer> exit();

  /**
   * What a preStop hook with this command does in the container. The process goes on meanwhile, and
   * may end by it.
   *
   * @return completes when the command has ended, exceptionally if it cannot be run
   */
  default CompletableFuture<Void> preStop(List<String> command) {
    return CompletableFuture.failedFuture(
        new UnsupportedOperationException(
            "this program knows no command for its end, so the hook was not run: " + command));
  }

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
