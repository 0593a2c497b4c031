package io.jitsioperator.simulate;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What Jicofo's configuration says about the choice of bridges.
 *
 * @param strategy how it chooses among those that may be chosen
 * @param octo whether a conference may be on several bridges
 * @param stressThreshold corrected stress from which on a bridge counts as overloaded
 * @param maxBridgeParticipants of one conference on one bridge; negative = no limit
 * @param localRegion where Jicofo itself is
 * @param regionGroups regions that are as good as each other; one that is in none is alone
 */
public record SelectionSettings(
    Strategy strategy,
    boolean octo,
    double stressThreshold,
    int maxBridgeParticipants,
    Optional<String> localRegion,
    List<Set<String>> regionGroups) {

  /** How to choose. */
  public enum Strategy {
    /** One bridge for all, near the first who comes. */
    SINGLE,
    /** Near each participant, as long as bridges are not overloaded. */
    REGION_BASED,
    /** All in the region of the first bridge. */
    INTRA_REGION,
    /** As far apart as can be. */
    SPLIT;

    /**
     * By its name in Jicofo's configuration.
     *
     * @throws IllegalArgumentException if it is none of those that are modelled
     */
    public static Strategy of(String name) {
      return switch (name) {
        case "SingleBridgeSelectionStrategy" -> SINGLE;
        case "RegionBasedBridgeSelectionStrategy" -> REGION_BASED;
        case "IntraRegionBridgeSelectionStrategy" -> INTRA_REGION;
        case "SplitBridgeSelectionStrategy" -> SPLIT;
        default -> throw new IllegalArgumentException("No model of the bridge selection " + name);
      };
    }
  }

  /** Copies the groups. */
  public SelectionSettings {
    regionGroups = List.copyOf(regionGroups);
  }

  /** The regions that are as good as this one, itself included. */
  Set<String> group(String region) {
    for (Set<String> each : regionGroups) {
      if (each.contains(region)) {
        return each;
      }
    }
    return Set.of(region);
  }
}
