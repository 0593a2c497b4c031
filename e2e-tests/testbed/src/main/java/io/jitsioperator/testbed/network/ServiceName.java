package io.jitsioperator.testbed.network;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a DNS name in the cluster stands for.
 *
 * @param host a pod's {@code spec.hostname} behind a headless Service; absent for the Service
 *     itself
 * @param service name of the Service
 * @param namespace of the Service
 */
record ServiceName(@Nullable String host, String service, String namespace) {

  /**
   * The meanings of a name, in the order of a pod's search list ({@code ns.svc.domain}, {@code
   * svc.domain}, {@code domain}); absolute names last, as {@code ndots:5} has it.
   *
   * @param from namespace of the pod that asks
   */
  static List<ServiceName> candidates(String name, String from, String domain) {
    Stream<String> full =
        name.endsWith(".")
            ? Stream.of(name.substring(0, name.length() - 1))
            : Stream.of(
                name + "." + from + ".svc." + domain,
                name + ".svc." + domain,
                name + "." + domain,
                name);
    return full.flatMap(each -> parse(each, domain).stream()).toList();
  }

  private static Optional<ServiceName> parse(String full, String domain) {
    String suffix = ".svc." + domain;
    if (!full.endsWith(suffix)) {
      return Optional.empty();
    }
    String[] labels = full.substring(0, full.length() - suffix.length()).split("\\.", -1);
    return switch (labels.length) {
      case 2 -> Optional.of(new ServiceName(null, labels[0], labels[1]));
      case 3 -> Optional.of(new ServiceName(labels[0], labels[1], labels[2]));
      default -> Optional.empty();
    };
  }
}
