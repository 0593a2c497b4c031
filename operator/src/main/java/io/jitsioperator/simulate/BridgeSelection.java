package io.jitsioperator.simulate;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Jicofo's choice of a bridge for one more participant of a conference.
 *
 * <p>Source: contracts §5.1, which tell what {@code jitsi/jicofo jicofo-selector @a595d0bc5} does.
 * Simulated days ask it some hundred thousand times: hence loops, and nothing is sorted.
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
    BridgeState first = first(known, seats);
    Round round = new Round(settings, candidate(known, first), known, seats);
    // A conference that cannot spread stays, even on a bridge that would rather have nobody.
    if (first != null && (!settings.octo() || first.relayId().isEmpty())) {
      return round.isEmpty() ? Optional.empty() : Optional.of(first);
    }
    return switch (settings.strategy()) {
      case SINGLE -> single(round, first, region);
      case REGION_BASED -> regionBased(round, region);
      case INTRA_REGION -> intraRegion(round, first, region);
      case SPLIT -> round.emptiest();
    };
  }

  private static @Nullable BridgeState first(Collection<BridgeState> known, List<Seats> seats) {
    if (!seats.isEmpty()) {
      String jid = seats.getFirst().bridge();
      for (BridgeState each : known) {
        if (each.jid().equals(jid)) {
          return each;
        }
      }
    }
    return null;
  }

  /**
   * Who may be chosen at all. Drain and graceful shutdown are wishes: if nobody else is there, they
   * are not granted.
   */
  private static Predicate<BridgeState> candidate(
      Collection<BridgeState> known, @Nullable BridgeState conference) {
    Predicate<BridgeState> possible =
        each ->
            each.operational()
                && !each.shuttingDown()
                && (conference == null || conference.version().equals(each.version()));
    Predicate<BridgeState> staying = each -> possible.test(each) && !each.draining();
    Predicate<BridgeState> preferred = any(known, staying) ? staying : possible;
    Predicate<BridgeState> open = each -> preferred.test(each) && !each.graceful();
    return any(known, open) ? open : preferred;
  }

  private static boolean any(Collection<BridgeState> known, Predicate<BridgeState> wanted) {
    for (BridgeState each : known) {
      if (wanted.test(each)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<BridgeState> single(
      Round round, @Nullable BridgeState first, String region) {
    if (first != null) {
      return Optional.of(first).filter(bridge -> !round.isEmpty());
    }
    return round.best(each -> each.region().equals(region) ? 0 : 1);
  }

  private Optional<BridgeState> regionBased(Round round, String asked) {
    String region = regionFor(round, asked);
    var group = settings.group(region);
    return round.best(
        each -> {
          int people = round.participants(each);
          boolean room = round.hasRoom(people);
          boolean here = each.region().equals(region);
          boolean near = here || group.contains(each.region());
          if (room && each.stress() < settings.stressThreshold()) {
            boolean used = people > 0;
            return (near ? (here ? 0 : 1) : 4) + (used ? 0 : (near ? 2 : 1));
          }
          return people > 0 && room ? 6 : 7;
        });
  }

  private String regionFor(Round round, String asked) {
    if (settings.localRegion().isEmpty()) {
      return asked;
    }
    String local = settings.localRegion().get();
    if (asked.isEmpty() || asked.equals(local)) {
      return local;
    }
    var group = settings.group(asked);
    boolean firstOfAll = round.seats().isEmpty() && group.contains(local);
    boolean nobodyThere =
        !any(round.known(), each -> round.candidate().test(each) && group.contains(each.region()));
    return firstOfAll || nobodyThere ? local : asked;
  }

  private static Optional<BridgeState> intraRegion(
      Round round, @Nullable BridgeState first, String region) {
    if (first == null) {
      return round.best(each -> each.region().equals(region) && round.free(each) ? 0 : 1);
    }
    return round.best(
        each -> {
          boolean used = round.participants(each) > 0;
          boolean free = round.free(each);
          if (free && used) {
            return 0;
          }
          return free && each.region().equals(first.region()) ? 1 : (used ? 2 : 3);
        });
  }

  /** One choice: among whom, for a conference that sits there. */
  private record Round(
      SelectionSettings settings,
      Predicate<BridgeState> candidate,
      Collection<BridgeState> known,
      List<Seats> seats) {

    boolean isEmpty() {
      return !any(known, candidate);
    }

    /**
     * The least loaded of those with the least rank: the number of the first wish that a bridge
     * fulfils.
     */
    Optional<BridgeState> best(ToIntFunction<BridgeState> rank) {
      BridgeState best = null;
      int least = Integer.MAX_VALUE;
      for (BridgeState each : known) {
        if (candidate.test(each)) {
          int its = rank.applyAsInt(each);
          if (best == null || its < least || (its == least && each.stress() < best.stress())) {
            best = each;
            least = its;
          }
        }
      }
      return Optional.ofNullable(best);
    }

    boolean free(BridgeState bridge) {
      return bridge.stress() < settings.stressThreshold() && hasRoom(participants(bridge));
    }

    boolean hasRoom(int participants) {
      return settings.maxBridgeParticipants() < 0
          || participants < settings.maxBridgeParticipants();
    }

    int participants(BridgeState bridge) {
      int sum = 0;
      for (int i = 0; i < seats.size(); i++) {
        if (seats.get(i).bridge().equals(bridge.jid())) {
          sum += seats.get(i).participants();
        }
      }
      return sum;
    }

    Optional<BridgeState> emptiest() {
      return best(this::participants);
    }
  }
}
