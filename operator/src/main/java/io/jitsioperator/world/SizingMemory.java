package io.jitsioperator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a pool has gone through lately, as far as its size hangs on it. It lives in memory only:
 * after a restart it is empty, and a pool does not shrink before a whole window was seen again.
 *
 * @param size the last one that was decided; empty before the first
 * @param moments looks at the load, oldest first
 * @param completeSince since when every bridge has reported at every look; empty if one did not at
 *     the last
 * @param readings what each bridge said lately, by name
 * @param learned stress of one participant
 * @param starting when pods were made that did not serve yet at the last look, by name
 * @param leadTimes from made to serving, of the last pods, oldest first
 * @param changes of the size, oldest first
 */
public record SizingMemory(
    Optional<Integer> size,
    List<Moment> moments,
    Optional<Instant> completeSince,
    Map<String, Reading> readings,
    Learned learned,
    Map<String, Instant> starting,
    List<Duration> leadTimes,
    List<Change> changes) {

  public SizingMemory {
    moments = List.copyOf(moments);
    readings = Map.copyOf(readings);
    starting = Map.copyOf(starting);
    leadTimes = List.copyOf(leadTimes);
    changes = List.copyOf(changes);
  }

  /** Nothing was seen yet, and nothing is known from before. */
  public static SizingMemory none() {
    return new SizingMemory(
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Map.of(),
        Learned.nothing(),
        Map.of(),
        List.of(),
        List.of());
  }

  /**
   * The same, of a pool whose size was decided by somebody else until now.
   *
   * @param current how many bridges it has
   */
  public SizingMemory begin(int current) {
    return new SizingMemory(
        Optional.of(current),
        moments,
        completeSince,
        readings,
        learned,
        starting,
        leadTimes,
        changes);
  }

  /**
   * One look.
   *
   * @param at when
   * @param load sum of stress, ≥ 0
   * @param toGrow bridges that it needed, for growing
   * @param toShrink bridges that it needed, for shrinking
   */
  public record Moment(Instant at, double load, int toGrow, int toShrink) {}

  /**
   * What one bridge said.
   *
   * @param load corrected stress when it last spoke; empty if it never did
   * @param counts of its participants, oldest first, those of the last half minute
   */
  public record Reading(Optional<Double> load, List<Count> counts) {
    public Reading {
      counts = List.copyOf(counts);
    }
  }

  /** So many participants at that moment. */
  public record Count(Instant at, int participants) {}

  /**
   * Something learned from the pool itself.
   *
   * @param value what it is by now; empty if nothing was seen yet
   * @param observed for how long it was watched
   */
  public record Learned(Optional<Double> value, Duration observed) {

    /** Nothing. */
    public static Learned nothing() {
      return new Learned(Optional.empty(), Duration.ZERO);
    }
  }

  /**
   * The size changed.
   *
   * @param by how much; below 0 when it shrank
   */
  public record Change(Instant at, int by) {}
}
