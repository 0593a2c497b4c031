package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.LoadBalancerStatus;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceStatus;
import io.jitsioperator.world.Lookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The addresses that a provider gave to a Service.
 *
 * @param addresses those that are known, sorted
 * @param unresolved names of which no address is known
 */
record IngressAddresses(List<String> addresses, List<String> unresolved) {

  static IngressAddresses of(PoolScope scope, Service service) {
    var addresses = new ArrayList<String>();
    var unresolved = new ArrayList<String>();
    for (var each : ingress(service)) {
      if (each.getIp() != null) {
        addresses.add(each.getIp());
      } else if (each.getHostname() != null) {
        switch (scope.world().media().addresses(each.getHostname())) {
          case Lookup.Found<List<String>>(var found) when !found.isEmpty() ->
              addresses.addAll(found);
          default -> unresolved.add(each.getHostname());
        }
      }
    }
    return new IngressAddresses(addresses.stream().distinct().sorted().toList(), unresolved);
  }

  static List<LoadBalancerIngress> ingress(Service service) {
    return Optional.ofNullable(service.getStatus())
        .map(ServiceStatus::getLoadBalancer)
        .map(LoadBalancerStatus::getIngress)
        .orElse(List.of());
  }

  /** A bridge can tell them. */
  boolean isComplete() {
    return !addresses.isEmpty() && unresolved.isEmpty();
  }

  String text() {
    return String.join(",", addresses);
  }
}
