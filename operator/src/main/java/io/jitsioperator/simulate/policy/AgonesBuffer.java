package io.jitsioperator.simulate.policy;

import io.jitsioperator.simulate.policy.Sight.Seen;
import io.jitsioperator.simulate.policy.Sight.Stage;
import java.time.Duration;

/**
 * The buffer policy of an Agones FleetAutoscaler: always so many on which nobody is.
 *
 * <p>Sources: {@code googleforgames/agones pkg/fleetautoscalers/fleetautoscalers.go@09ca9400},
 * {@code applyBufferPolicy}; {@code site/content/en/docs/Reference/fleetautoscaler.md}. A game
 * server stays allocated until it ends; a bridge counts as allocated as long as people are on it.
 */
public final class AgonesBuffer implements Policy {

  /** {@code spec.sync.fixedInterval.seconds}, as it is if nothing is said. */
  private static final Duration SYNC = Duration.ofSeconds(30);

  private final Size size;
  private final Limits limits;

  /** {@code bufferSize}. */
  public sealed interface Size {

    /**
     * So many.
     *
     * @param ready 1 or more
     */
    record Count(int ready) implements Size {}

    /**
     * So much of the whole fleet.
     *
     * @param percent 1 – 99
     */
    record Percent(int percent) implements Size {

      /**
       * Checks the range.
       *
       * @throws IllegalArgumentException if it is out of it
       */
      public Percent {
        if (percent < 1 || percent > 99) {
          throw new IllegalArgumentException(
              "A buffer of %d %% is none: expected 1 to 99".formatted(percent));
        }
      }
    }
  }

  /**
   * For one run.
   *
   * @param size of the buffer
   * @param limits {@code minReplicas}, {@code maxReplicas}
   */
  public AgonesBuffer(Size size, Limits limits) {
    this.size = size;
    this.limits = limits;
  }

  @Override
  public String name() {
    return size instanceof Size.Count ? "agones-count" : "agones-percent";
  }

  @Override
  public Duration period() {
    return SYNC;
  }

  @Override
  public Wish decide(Sight sight) {
    long allocated = sight.bridges().stream().filter(AgonesBuffer::allocated).count();
    int replicas =
        switch (size) {
          case Size.Count count -> (int) allocated + count.ready();
          // So much of the future fleet, not of today's, shall be ready.
          case Size.Percent part -> (int) Math.ceil(allocated * 100.0 / (100 - part.percent()));
        };
    return new Wish(limits.clamp(replicas), new Removal.OnlyEmpty());
  }

  private static boolean allocated(Seen bridge) {
    return bridge.stage() == Stage.ACTIVE
        && bridge.report().filter(report -> report.participants() > 0).isPresent();
  }
}
