package io.jitsioperator.shard;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Everything that could be rendered wrongly in a shard, one thing at a time. */
final class Mutants {

  private Mutants() {}

  /** Of the objects of a shard that runs. */
  static List<Mutant> of(List<HasMetadata> objects, String shard) {
    // Pods of one component are alike: one of them stands for all.
    Map<String, Mutant> all = new TreeMap<>();
    for (HasMetadata object : objects.stream().map(Mutants::typed).toList()) {
      mutants(object, Mutant.part(object, shard)).forEach(mutant -> all.put(mutant.name(), mutant));
    }
    return List.copyOf(all.values());
  }

  /** What is listed without knowing its kind comes as a tree. */
  private static HasMetadata typed(HasMetadata object) {
    return Serialization.unmarshal(Serialization.asJson(object));
  }

  private static Stream<Mutant> mutants(HasMetadata object, String part) {
    return switch (object) {
      case Pod pod ->
          Stream.of(variables(pod, part), mounts(pod, part), ports(pod, part)).flatMap(s -> s);
      case Secret secret -> keys(secret, part);
      case Service service -> Stream.concat(selectors(service, part), servicePorts(service, part));
      case NetworkPolicy policy -> rules(policy, part);
      default -> Stream.empty();
    };
  }

  private static Container container(Pod pod) {
    return pod.getSpec().getContainers().getFirst();
  }

  /** A value is altered; a reference is dropped, and with it the variable. */
  private static Stream<Mutant> variables(Pod pod, String part) {
    return container(pod).getEnv().stream()
        .map(
            each -> {
              String name = each.getName();
              return each.getValueFrom() == null
                  ? Mutant.<Pod>of(
                      "env " + name + " altered",
                      pod,
                      part,
                      copy -> env(copy, name).setValue(altered(each.getValue())))
                  : Mutant.<Pod>of(
                      "env " + name + " dropped",
                      pod,
                      part,
                      copy -> container(copy).getEnv().removeIf(e -> e.getName().equals(name)));
            });
  }

  private static EnvVar env(Pod pod, String name) {
    return container(pod).getEnv().stream()
        .filter(e -> e.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Another value of the same kind: a switch is turned, a number is another, a name is a
   * stranger's.
   */
  static String altered(String value) {
    return switch (value) {
      case "0", "false" -> "1";
      case "1", "true" -> "0";
      default ->
          value.matches("\\d+") ? String.valueOf(Integer.parseInt(value) + 1) : "other-" + value;
    };
  }

  private static Stream<Mutant> mounts(Pod pod, String part) {
    return container(pod).getVolumeMounts().stream()
        .map(VolumeMount::getMountPath)
        .map(
            path ->
                Mutant.<Pod>of(
                    "mount " + path + " dropped",
                    pod,
                    part,
                    copy ->
                        container(copy)
                            .getVolumeMounts()
                            .removeIf(m -> m.getMountPath().equals(path))));
  }

  private static Stream<Mutant> ports(Pod pod, String part) {
    Stream<Mutant> declared =
        container(pod).getPorts().stream()
            .map(ContainerPort::getContainerPort)
            .map(
                number ->
                    Mutant.<Pod>of(
                        "containerPort " + number + " altered",
                        pod,
                        part,
                        copy ->
                            container(copy).getPorts().stream()
                                .filter(p -> p.getContainerPort().equals(number))
                                .forEach(p -> p.setContainerPort(number + 1))));
    return Stream.concat(
        declared,
        Stream.of(
            Mutant.<Pod>of(
                "readiness port altered", pod, part, copy -> alterProbe(container(copy)))));
  }

  private static void alterProbe(Container container) {
    var probe = container.getReadinessProbe();
    if (probe.getTcpSocket() != null) {
      probe.getTcpSocket().setPort(new IntOrString(9));
    } else {
      probe.getHttpGet().setPort(new IntOrString(9));
    }
  }

  private static Stream<Mutant> keys(Secret secret, String part) {
    return secret.getData().keySet().stream()
        .map(
            key ->
                Mutant.<Secret>of(
                    "key " + key + " dropped", secret, part, copy -> copy.getData().remove(key)));
  }

  private static Stream<Mutant> selectors(Service service, String part) {
    return service.getSpec().getSelector().keySet().stream()
        .map(
            key ->
                Mutant.<Service>of(
                    "selector " + key + " altered",
                    service,
                    part,
                    copy -> copy.getSpec().getSelector().put(key, "other")));
  }

  private static Stream<Mutant> servicePorts(Service service, String part) {
    List<Mutant> all = new ArrayList<>();
    for (ServicePort port : service.getSpec().getPorts()) {
      int number = port.getPort();
      all.add(
          Mutant.<Service>of(
              "port " + number + " altered",
              service,
              part,
              copy -> port(copy, number).setPort(number + 1)));
      all.add(
          Mutant.<Service>of(
              "targetPort of " + number + " altered",
              service,
              part,
              copy -> port(copy, number).setTargetPort(new IntOrString(9))));
    }
    return all.stream();
  }

  private static ServicePort port(Service service, int number) {
    return service.getSpec().getPorts().stream()
        .filter(p -> p.getPort() == number)
        .findFirst()
        .orElseThrow();
  }

  private static Stream<Mutant> rules(NetworkPolicy policy, String part) {
    List<Mutant> all = new ArrayList<>();
    for (int rule = 0; rule < policy.getSpec().getIngress().size(); rule++) {
      int index = rule;
      String ports =
          policy.getSpec().getIngress().get(rule).getPorts().stream()
              .map(p -> String.valueOf(p.getPort().getValue()))
              .toList()
              .toString();
      all.add(
          Mutant.<NetworkPolicy>of(
              "ingress rule for " + ports + " dropped",
              policy,
              part,
              copy -> copy.getSpec().getIngress().remove(index)));
    }
    return all.stream();
  }
}
