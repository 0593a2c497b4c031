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
            leaves when its replacement serves, so a pool never serves with fewer. Default: 25%.""")
        String maxSurge) {

  /**
   * That, as a number of bridges; at least one.
   *
   * @param replicas of the pool, ≥ 0
   */
  public int surgeOf(int replicas) {
    if (!maxSurge.endsWith("%")) {
      return Integer.parseInt(maxSurge);
    }
    int percent = Integer.parseInt(maxSurge.substring(0, maxSurge.length() - 1));
    return Math.max(1, (replicas * percent + 99) / 100);
  }
}
