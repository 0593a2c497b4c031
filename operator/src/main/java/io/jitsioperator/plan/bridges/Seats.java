package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.Service;
import io.jitsioperator.plan.kube.Ownership;
import io.jitsioperator.world.BreweryRoom;
import io.jitsioperator.world.Expectations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The Services of a pool to which no pod is seen.
 *
 * @param free those that wait for their bridge
 * @param taken those whose pod was just made
 * @param spent those whose pod is gone, and those that do not fit the spec any more
 */
record Seats(List<Seat> free, List<Seat> taken, List<Service> spent) {

  /**
   * One Service.
   *
   * @param name of it and of its bridge
   * @param service as the cache shows it; empty = we have just made it
   */
  record Seat(String name, int port, MediaManner manner, Optional<Service> service) {}

  Seats {
    free = free.stream().sorted(Comparator.comparing(Seat::name)).toList();
    taken = List.copyOf(taken);
    spent = List.copyOf(spent);
  }

  /** All of them, by what the caches show and what we have just done. */
  static Seats of(PoolScope scope, List<Bridge> bridges) {
    var free = new ArrayList<Seat>();
    var taken = new ArrayList<Seat>();
    var spent = new ArrayList<Service>();
    var seen = new HashSet<String>();
    bridges.forEach(bridge -> seen.add(bridge.name()));
    var born = Set.copyOf(scope.unseenBirths());
    for (var service : services(scope)) {
      if (seen.add(service.getMetadata().getName())) {
        var seat = seat(scope, service);
        if (born.contains(seat.name())) {
          taken.add(seat);
        } else if (fits(scope, service, seat)) {
          free.add(seat);
        } else {
          spent.add(service);
        }
      }
    }
    scope.world().expectations().applied().stream()
        .filter(a -> a.ref().kind().equals("Service") && !seen.contains(a.ref().name()))
        .flatMap(a -> seat(a).stream())
        .forEach(seat -> (born.contains(seat.name()) ? taken : free).add(seat));
    return new Seats(free, taken, spent);
  }

  /** All that the cache shows. */
  static List<Service> services(PoolScope scope) {
    return scope.world().owned().all(Service.class).stream()
        .filter(s -> Ownership.has(s, scope.world().pool()))
        .toList();
  }

  private static Seat seat(PoolScope scope, Service service) {
    return new Seat(
        service.getMetadata().getName(),
        MediaService.port(MediaManner.annotations(service)),
        MediaManner.of(scope, service),
        Optional.of(service));
  }

  /** A Service that we have just made, and whose pod was never seen. */
  private static Optional<Seat> seat(Expectations.Applied made) {
    return made.annotations().containsKey(MediaService.POD)
        ? Optional.empty()
        : MediaManner.of(made.annotations())
            .map(
                manner ->
                    new Seat(
                        made.ref().name(),
                        MediaService.port(made.annotations()),
                        manner,
                        Optional.empty()));
  }

  /**
   * Whether a bridge of today's spec may have it, and none had it; Prosody refuses a name that is
   * in the room.
   */
  private static boolean fits(PoolScope scope, Service service, Seat seat) {
    var range = scope.spec().media().ports();
    var shown =
        scope.world().signals().breweries().values().stream()
            .anyMatch(
                room ->
                    room instanceof BreweryRoom.Seen seen
                        && seen.bridges().containsKey(seat.name()));
    return !MediaManner.annotations(service).containsKey(MediaService.POD)
        && seat.manner().equals(MediaManner.wanted(scope))
        && range.from() <= seat.port()
        && seat.port() <= range.last()
        && service.getMetadata().getDeletionTimestamp() == null
        && !shown;
  }
}
