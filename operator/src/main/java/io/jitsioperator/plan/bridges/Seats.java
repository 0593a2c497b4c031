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

  /** All of them, by what the caches show and what we have just done. */
  static Seats of(PoolScope scope, List<Bridge> bridges) {
    var seats = new Seats(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    var seen = new HashSet<String>();
    bridges.forEach(bridge -> seen.add(bridge.name()));
    var born = Set.copyOf(scope.unseenBirths());
    var services = services(scope);
    services.stream()
        .filter(s -> !seen.contains(s.getMetadata().getName()))
        .forEach(s -> seats.sort(scope, s, born));
    services.forEach(s -> seen.add(s.getMetadata().getName()));
    scope.world().expectations().applied().stream()
        .filter(a -> a.ref().kind().equals("Service") && !seen.contains(a.ref().name()))
        .flatMap(a -> seat(a).stream())
        .forEach(s -> (born.contains(s.name()) ? seats.taken : seats.free).add(s));
    seats.free.sort(Comparator.comparing(Seat::name));
    return seats;
  }

  /** All that the cache shows. */
  static List<Service> services(PoolScope scope) {
    return scope.world().owned().all(Service.class).stream()
        .filter(s -> Ownership.has(s, scope.world().pool()))
        .toList();
  }

  private void sort(PoolScope scope, Service service, Set<String> born) {
    var annotations = MediaManner.annotations(service);
    var seat =
        new Seat(
            service.getMetadata().getName(),
            MediaService.port(annotations),
            MediaManner.of(scope, service),
            Optional.of(service));
    if (born.contains(seat.name())) {
      taken.add(seat);
    } else if (annotations.containsKey(MediaService.POD) || !fits(scope, seat)) {
      spent.add(service);
    } else {
      free.add(seat);
    }
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

  /** Whether a bridge of today's spec may have it; Prosody refuses a name that is in the room. */
  private static boolean fits(PoolScope scope, Seat seat) {
    var range = scope.spec().media().ports();
    var shown =
        scope.world().signals().breweries().values().stream()
            .anyMatch(
                room ->
                    room instanceof BreweryRoom.Seen seen
                        && seen.bridges().containsKey(seat.name()));
    return seat.manner().equals(MediaManner.wanted(scope))
        && range.from() <= seat.port()
        && seat.port() <= range.last()
        && seat.service().get().getMetadata().getDeletionTimestamp() == null
        && !shown;
  }
}
