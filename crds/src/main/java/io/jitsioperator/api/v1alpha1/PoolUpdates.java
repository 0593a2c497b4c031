package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** How bridges are replaced. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PoolUpdates(
    @Default("25%")
        @Size(min = 1, max = 4)
        @ValidationRule(value = Rules.SURGE, message = Rules.SURGE_MESSAGE)
        @JsonPropertyDescription(
            """
            How many bridges more than replicas may exist while old ones are replaced: a number from \
            1 to 999 or a percentage of replicas from 1% to 100%, rounded up. An old bridge only \
            leaves when its replacement serves, so a pool never serves with fewer (but see \
            maxUnavailable). Default: 25%.""")
        String maxSurge,
    @Default("0")
        @Size(min = 1, max = 4)
        @ValidationRule(value = Rules.UNAVAILABLE, message = Rules.UNAVAILABLE_MESSAGE)
        @JsonPropertyDescription(
            """
            How many bridges fewer than replicas may serve when no node takes a replacement: a \
            number from 0 to 999 or a percentage of replicas from 0% to 100%, rounded down. Then an \
            old bridge leaves first (no call ends: it waits for its people, see drain). With 0, one \
            only does if nobody is on it, or if the others stay under the stress at which Jicofo \
            takes a bridge for overloaded; else SurgeBlocked says so. Default: 0.""")
        String maxUnavailable) {

  /**
   * That, as a number of bridges; at least one.
   *
   * @param replicas of the pool, ≥ 0
   */
  public int surgeOf(int replicas) {
    return maxSurge.endsWith("%")
        ? Math.max(1, (replicas * percent(maxSurge) + 99) / 100)
        : Integer.parseInt(maxSurge);
  }

  /**
   * How many fewer may serve, as a number of bridges.
   *
   * @param replicas of the pool, ≥ 0
   */
  public int unavailableOf(int replicas) {
    return maxUnavailable.endsWith("%")
        ? replicas * percent(maxUnavailable) / 100
        : Integer.parseInt(maxUnavailable);
  }

  private static int percent(String text) {
    return Integer.parseInt(text.substring(0, text.length() - 1));
  }
}
