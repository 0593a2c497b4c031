package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.plan.bridges.Seats.Seat;
import io.jitsioperator.world.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * New bridges, and the Services of all that have one. A bridge with a Service is made in two steps:
 * the Service, and when that has what the bridge needs, the pod.
 *
 * @param services that shall exist
 * @param pods that are made
 * @param removals of Services whose bridge is gone
 * @param waiting Services that wait for an address
 * @param asked Services that the API server has not taken yet
 * @param lacking how many cannot be made because no port is left
 */
record Newcomers(
    List<Service> services,
    List<Pod> pods,
    List<Removal> removals,
    List<Service> waiting,
    List<Service> asked,
    int lacking) {

  Newcomers {
    services = List.copyOf(services);
    pods = List.copyOf(pods);
    removals = List.copyOf(removals);
    waiting = List.copyOf(waiting);
    asked = List.copyOf(asked);
  }

  /**
   * One step.
   *
   * @param births how many more there shall be
   * @param held nothing can be judged now, so no Service is given up
   * @param lacking as it will be told
   */
  static Newcomers plan(
      PoolScope scope,
      List<Bridge> bridges,
      Seats seats,
      PortChoice ports,
      int births,
      boolean held,
      int lacking) {
    var draft = new Draft(scope);
    bridges.stream()
        .filter(b -> b.manner().hasService() && b.port() > 0)
        .map(b -> MediaService.of(scope, b.name(), b.port(), b.manner(), Optional.of(b.pod())))
        .forEach(draft.services::add);
    seats.taken().forEach(seat -> draft.services.add(service(scope, seat)));
    int used = held ? seats.free().size() : Math.min(births, seats.free().size());
    seats.free().subList(0, used).forEach(seat -> draft.services.add(service(scope, seat)));
    scope
        .shard()
        .filter(shard -> births > 0)
        .ifPresent(shard -> draft.bear(shard, seats.free().subList(0, used), ports, births));
    seats.spent().forEach(service -> draft.removals.add(removal(service)));
    seats.free().stream()
        .skip(used)
        .flatMap(seat -> seat.service().stream())
        .forEach(service -> draft.removals.add(removal(service)));
    return draft.done(lacking);
  }

  /** What is being put together. */
  private static final class Draft {
    private final PoolScope scope;
    private final List<Service> services = new ArrayList<>();
    private final List<Pod> pods = new ArrayList<>();
    private final List<Removal> removals = new ArrayList<>();
    private final List<Service> waiting = new ArrayList<>();
    private final List<Service> asked = new ArrayList<>();

    private Draft(PoolScope scope) {
      this.scope = scope;
    }

    private Newcomers done(int lacking) {
      return new Newcomers(services, pods, removals, waiting, asked, lacking);
    }

    private void bear(JitsiShard shard, List<Seat> seats, PortChoice ports, int births) {
      seats.forEach(seat -> sit(shard, seat));
      var manner = MediaManner.wanted(scope);
      for (var name : BridgeNames.next(scope.world(), births - seats.size())) {
        var port = ports.next();
        if (port.isEmpty()) {
          return;
        }
        if (manner.hasService()) {
          var service = MediaService.of(scope, name, port.getAsInt(), manner, Optional.empty());
          services.add(service);
          asked.add(service);
        } else {
          pods.add(Jvb.pod(scope, shard, name, port.getAsInt()));
        }
      }
    }

    /** The pod of a Service, if that has what it needs. */
    private void sit(JitsiShard shard, Seat seat) {
      if (!seat.manner().isBalanced()) {
        pods.add(Jvb.pod(scope, shard, seat.name(), seat.port()));
        return;
      }
      var addresses = seat.service().map(service -> IngressAddresses.of(scope, service));
      if (addresses.filter(IngressAddresses::isComplete).isPresent()) {
        pods.add(
            Advertising.tell(
                Jvb.pod(scope, shard, seat.name(), seat.port()), seat.manner(), addresses.get()));
      } else {
        seat.service().ifPresent(waiting::add);
      }
    }
  }

  private static Service service(PoolScope scope, Seat seat) {
    return MediaService.of(scope, seat.name(), seat.port(), seat.manner(), Optional.empty());
  }

  /** A late cache must not take the Service from under a bridge: it is asked directly. */
  private static Removal removal(Service service) {
    var meta = service.getMetadata();
    var ref = new ObjectRef("v1", "Service", meta.getNamespace(), meta.getName());
    var pod = new ObjectRef("v1", "Pod", meta.getNamespace(), meta.getName());
    return new Removal(
        ref, meta.getUid(), new Removal.Proof.PodGone(pod), "No bridge needs it any more.");
  }
}
