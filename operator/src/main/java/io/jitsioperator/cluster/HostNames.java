package io.jitsioperator.cluster;

import io.jitsioperator.world.Lookup;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Addresses behind names, asked of DNS beside the passes and asked again while somebody wants them.
 * What was found once counts until another answer comes: a DNS server that is away changes nothing.
 */
public final class HostNames {

  /** Between two questions for one name. */
  static final Duration AGAIN = Duration.ofSeconds(30);

  /** What nobody has wanted for so long is forgotten. */
  static final Duration FORGOTTEN = Duration.ofMinutes(10);

  private record Known(Lookup<List<String>> answer, Instant asked, Instant wanted) {

    Known wantedAt(Instant now) {
      return new Known(answer, asked, now);
    }
  }

  private final Function<String, Lookup<List<String>>> dns;
  private final InstantSource clock;
  private final Executor beside;
  private final Map<String, Known> names = new ConcurrentHashMap<>();

  /** Asks the DNS of this machine. */
  public HostNames(InstantSource clock) {
    this(HostNames::ask, clock, task -> Thread.ofVirtual().name("dns").start(task));
  }

  /**
   * @param beside runs a question
   */
  HostNames(Function<String, Lookup<List<String>>> dns, InstantSource clock, Executor beside) {
    this.dns = dns;
    this.clock = clock;
    this.beside = beside;
  }

  /** What is known of these names now; does not wait. */
  public Map<String, Lookup<List<String>>> look(Set<String> wanted) {
    var now = clock.instant();
    names.values().removeIf(known -> known.wanted().plus(FORGOTTEN).isBefore(now));
    return wanted.stream().collect(Collectors.toMap(name -> name, name -> look(name, now)));
  }

  private Lookup<List<String>> look(String name, Instant now) {
    var before = names.get(name);
    if (before != null && now.isBefore(before.asked().plus(AGAIN))) {
      names.computeIfPresent(name, (n, known) -> known.wantedAt(now));
      return before.answer();
    }
    Lookup<List<String>> answer =
        before == null ? new Lookup.Unknown<>("not asked yet") : before.answer();
    names.put(name, new Known(answer, now, now));
    beside.execute(() -> hear(name, dns.apply(name)));
    return names.get(name).answer();
  }

  private void hear(String name, Lookup<List<String>> answer) {
    names.computeIfPresent(
        name,
        (n, known) ->
            answer instanceof Lookup.Found || !(known.answer() instanceof Lookup.Found)
                ? new Known(answer, known.asked(), known.wanted())
                : known);
  }

  /** All A records; of a name without any, all AAAA records. */
  private static Lookup<List<String>> ask(String name) {
    try {
      var all = Arrays.asList(InetAddress.getAllByName(name));
      var four = all.stream().filter(Inet4Address.class::isInstance).toList();
      return new Lookup.Found<>(
          (four.isEmpty() ? all : four)
              .stream().map(InetAddress::getHostAddress).sorted().toList());
    } catch (UnknownHostException e) {
      return new Lookup.Unknown<>("DNS knows no address of " + name);
    }
  }
}
