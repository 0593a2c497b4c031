package io.jitsioperator.jitsi;

import io.jitsioperator.intent.PoolWatch;
import io.jitsioperator.intent.Watch;
import io.jitsioperator.jitsi.Looks.Running;
import io.jitsioperator.world.BridgeReport;
import io.jitsioperator.world.PoolId;
import io.jitsioperator.world.PortReport;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The watch over one pool: a repeated look at each of its bridges. */
final class PoolWatching {

  private final PoolId pool;
  private final Looks looks;
  private final InstantSource clock;
  private final ChangeQueue<PoolId> changes;
  private final PoolTold told = new PoolTold();
  private volatile PoolWatch watch = PoolWatch.nothing();
  private volatile boolean stopped;

  // Guarded by this.
  private final Map<Watch.Target, Running<BridgePoll>> bridges = new HashMap<>();
  private final Map<Watch.Target, Running<PortProbe>> ports = new HashMap<>();

  PoolWatching(PoolId pool, Looks looks, InstantSource clock, ChangeQueue<PoolId> changes) {
    this.pool = pool;
    this.looks = looks;
    this.clock = clock;
    this.changes = changes;
  }

  PoolWatch watch() {
    return watch;
  }

  /** Looks at those from now on. Changes only what differs from the call before. */
  synchronized void follow(PoolWatch next) {
    watch = next;
    follow(bridges, next.bridges(), it -> looks.atBridge(pool, it, this::heard));
    follow(
        ports,
        next.ports(),
        it -> looks.atPort(pool, it, () -> heard(News.DETAIL), () -> heard(News.DECISIVE)));
  }

  private static <T> void follow(
      Map<Watch.Target, Running<T>> running,
      List<Watch.Target> next,
      Function<Watch.Target, Running<T>> start) {
    Set<Watch.Target> wanted = Set.copyOf(next);
    running
        .entrySet()
        .removeIf(
            one -> {
              boolean gone = !wanted.contains(one.getKey());
              if (gone) {
                one.getValue().thread().stop();
              }
              return gone;
            });
    for (Watch.Target target : wanted) {
      running.computeIfAbsent(target, start);
    }
  }

  /** By UID of the pod. */
  synchronized Map<String, PortReport> ports() {
    Map<String, PortReport> reports = new HashMap<>();
    ports.forEach(
        (target, port) ->
            port.what().report().ifPresent(report -> reports.put(target.podUid(), report)));
    return reports;
  }

  /** By UID of the pod. */
  synchronized Map<String, BridgeReport> reports() {
    Map<String, BridgeReport> reports = new HashMap<>();
    bridges.forEach((target, bridge) -> reports.put(target.podUid(), bridge.what().report()));
    return reports;
  }

  void heard(News news) {
    if (!stopped && told.isNews(news, watch.sizes(), clock.instant())) {
      changes.add(pool);
    }
  }

  /** Ends all looks. Nothing is told from now on. */
  void stop() {
    stopped = true;
    follow(PoolWatch.nothing());
  }
}
