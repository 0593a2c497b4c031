package io.jitsioperator.plan;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Runs random histories, each of them from a seed of its own, on all processors. The first that
 * fails ends the run; its words say how it is replayed.
 */
public final class Histories {

  private Histories() {}

  /**
   * What makes one history.
   *
   * @param number of it in this run, from 0
   * @param seed from which everything in it follows
   */
  public record Seed(int number, long seed) {

    /** What replays this history alone; to be said by whatever fails in it. */
    public String replay() {
      return "-Dseed=" + seed + " -Dhistories=1";
    }
  }

  /**
   * The same ones each time, so that a build is red because of what changed; others, and longer
   * searches, by {@code -Dseed=$RANDOM -Dhistories=5000}.
   */
  private static final long USUAL = 1;

  /**
   * As many as {@code -Dhistories} says, from {@code -Dseed} on.
   *
   * @param usual how many if nobody says
   * @param history what is run; it shares nothing with the others that any of them changes
   */
  public static void run(int usual, Consumer<Seed> history) {
    long first = Long.getLong("seed", USUAL);
    int count = Integer.getInteger("histories", usual);
    try (var workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<?>> runs =
          IntStream.range(0, count)
              .mapToObj(i -> new Seed(i, first + i))
              .<Future<?>>map(seed -> workers.submit(() -> history.accept(seed)))
              .toList();
      try {
        for (var run : runs) {
          run.get();
        }
      } catch (ExecutionException e) {
        workers.shutdownNow();
        throw failure(e, first, count);
      } catch (InterruptedException e) {
        workers.shutdownNow();
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A failed check says its seed itself; of anything else we say it. */
  private static AssertionError failure(ExecutionException failed, long first, int count) {
    return failed.getCause() instanceof AssertionError check
        ? check
        : new AssertionError(
            "-Dseed=%d -Dhistories=%d: %s".formatted(first, count, failed.getMessage()), failed);
  }
}
