package io.jitsioperator.jitsi;

import io.jitsioperator.intent.PoolWatch;
import io.jitsioperator.intent.Watch;
import io.jitsioperator.jitsi.Looks.Running;
import io.jitsioperator.world.BridgeReport;
import io.jitsioperator.world.PoolId;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

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
    Set<Watch.Target> wanted = Set.copyOf(next.bridges());
    bridges
        .entrySet()
        .removeIf(
            bridge -> {
              boolean gone = !wanted.contains(bridge.getKey());
              if (gone) {
                bridge.getValue().thread().stop();
              }
              return gone;
            });
    for (Watch.Target target : wanted) {
      bridges.computeIfAbsent(target, it -> looks.atBridge(pool, it, this::heard));
    }
  }

  /** By UID of the pod. */
  synchronized Map<String, BridgeReport> reports() {
    Map<String, BridgeReport> reports = new HashMap<>();
    bridges.forEach((target, bridge) -> reports.put(target.podUid(), bridge.what().report()));
    return reports;
  }

  void heard(News news) {
    if (!stopped && told.isNews(news, clock.instant())) {
      changes.add(pool);
    }
  }

  /** Ends all looks. Nothing is told from now on. */
  void stop() {
    stopped = true;
    follow(PoolWatch.nothing());
  }
}
