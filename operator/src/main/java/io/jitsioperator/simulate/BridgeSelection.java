package io.jitsioperator.simulate;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Jicofo's choice of a bridge for one more participant of a conference.
 *
 * <p>Source: contracts §5.1, which tell what {@code jitsi/jicofo jicofo-selector @a595d0bc5} does.
 *
 * @param settings from Jicofo's configuration
 */
public record BridgeSelection(SelectionSettings settings) {

  /**
   * Chooses.
   *
   * @param known all bridges in the brewery
   * @param seats bridges that the conference is on, in the order in which it came to them
   * @param region of the participant; empty if unknown
   * @return empty if none may be chosen
   */
  public Optional<BridgeState> choose(
      Collection<BridgeState> known, List<Seats> seats, String region) {
    Optional<BridgeState> first =
        seats.stream()
            .findFirst()
            .flatMap(
                seat -> known.stream().filter(each -> each.jid().equals(seat.bridge())).findAny());
    List<BridgeState> candidates = candidates(known, first);
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    // A conference that cannot spread stays, even on a bridge that would rather have nobody.
    if (first.isPresent() && (!settings.octo() || first.get().relayId().isEmpty())) {
      return first;
    }
    Round round = new Round(settings, candidates, seats);
    return switch (settings.strategy()) {
      case SINGLE -> first.or(() -> round.first(round.in(Set.of(region)), any -> true));
      case REGION_BASED -> regionBased(round, region);
      case INTRA_REGION -> intraRegion(round, first, region);
      case SPLIT -> round.emptiest();
    };
  }

  /** Those that may be chosen at all, the best first. */
  private List<BridgeState> candidates(
      Collection<BridgeState> known, Optional<BridgeState> conference) {
    List<BridgeState> all =
        known.stream()
            .filter(each -> each.operational() && !each.shuttingDown())
            .filter(
                each -> conference.isEmpty() || conference.get().version().equals(each.version()))
            .sorted(
                Comparator.comparing(BridgeState::graceful)
                    .thenComparingDouble(BridgeState::stress))
            .toList();
    return preferred(preferred(all, each -> !each.draining()), each -> !each.graceful());
  }

  /** Drain and graceful shutdown are wishes: if nobody else is there, they are not granted. */
  private static List<BridgeState> preferred(List<BridgeState> all, Predicate<BridgeState> wanted) {
    List<BridgeState> some = all.stream().filter(wanted).toList();
    return some.isEmpty() ? all : some;
  }

  private Optional<BridgeState> regionBased(Round round, String asked) {
    String region = regionFor(round, asked);
    Predicate<BridgeState> here = round.in(Set.of(region));
    Predicate<BridgeState> near = round.in(settings.group(region));
    return round.first(
        here.and(round::free).and(round::used),
        near.and(round::free).and(round::used),
        here.and(round::free),
        near.and(round::free),
        each -> round.free(each) && round.used(each),
        round::free,
        each -> round.used(each) && round.hasRoom(each),
        any -> true);
  }

  private String regionFor(Round round, String asked) {
    if (settings.localRegion().isEmpty()) {
      return asked;
    }
    String local = settings.localRegion().get();
    boolean firstOfAll = round.seats().isEmpty() && settings.group(asked).contains(local);
    boolean nobodyThere = round.candidates().stream().noneMatch(round.in(settings.group(asked)));
    return asked.isEmpty() || firstOfAll || nobodyThere ? local : asked;
  }

  private static Optional<BridgeState> intraRegion(
      Round round, Optional<BridgeState> first, String region) {
    if (first.isEmpty()) {
      return round.first(round.in(Set.of(region)).and(round::free), any -> true);
    }
    return round.first(
        each -> round.free(each) && round.used(each),
        round.in(Set.of(first.get().region())).and(round::free),
        round::used,
        any -> true);
  }

  /** One choice: among whom, for a conference that sits there. */
  private record Round(
      SelectionSettings settings, List<BridgeState> candidates, List<Seats> seats) {

    /** The least loaded of the first wish that anybody fulfils. */
    @SafeVarargs
    final Optional<BridgeState> first(Predicate<BridgeState>... wishes) {
      return Stream.of(wishes)
          .flatMap(wish -> candidates.stream().filter(wish).limit(1))
          .findFirst();
    }

    Predicate<BridgeState> in(Set<String> regions) {
      return each -> regions.contains(each.region());
    }

    boolean used(BridgeState bridge) {
      return participants(bridge) > 0;
    }

    boolean free(BridgeState bridge) {
      return bridge.stress() < settings.stressThreshold() && hasRoom(bridge);
    }

    boolean hasRoom(BridgeState bridge) {
      return settings.maxBridgeParticipants() < 0
          || participants(bridge) < settings.maxBridgeParticipants();
    }

    int participants(BridgeState bridge) {
      return seats.stream()
          .filter(seat -> seat.bridge().equals(bridge.jid()))
          .collect(Collectors.summingInt(Seats::participants));
    }

    Optional<BridgeState> emptiest() {
      return candidates.stream().min(Comparator.comparingInt(this::participants));
    }
  }
}
