package io.jitsioperator.jitsi;

import io.jitsioperator.intent.Watch;
import io.jitsioperator.jitsi.Looks.Running;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.BreweryReport;
import io.jitsioperator.world.BreweryRoom;
import io.jitsioperator.world.JicofoBridge;
import io.jitsioperator.world.PortReport;
import io.jitsioperator.world.ShardId;
import io.jitsioperator.world.ShardSignals;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The watch over one shard: a repeated look at each of its targets. */
final class ShardWatch {

  /** Longer than a login takes, shorter than people wait for a word. */
  private static final Duration COMING = Duration.ofSeconds(30);

  private final ShardId shard;
  private final Looks looks;
  private final InstantSource clock;
  private final Audience audience;
  private final ChangeQueue<ShardId> changes;

  // All below is guarded by this.
  private final Told told = new Told();
  private final Map<Watch.Target, Running<PortProbe>> ports = new HashMap<>();
  private Optional<Running<JicofoPoll>> jicofo = Optional.empty();
  private Optional<Running<BreweryLogin>> brewery = Optional.empty();
  private Watch watch = new Watch(Optional.empty(), List.of(), Optional.empty());
  private Instant comingUntil;
  private boolean stopped;

  ShardWatch(
      ShardId shard,
      Looks looks,
      InstantSource clock,
      ChangeQueue<ShardId> changes,
      Audience audience) {
    this.shard = shard;
    this.looks = looks;
    this.clock = clock;
    this.changes = changes;
    this.audience = audience;
    this.comingUntil = clock.instant().plus(COMING);
  }

  /** Looks at those targets from now on. Changes only what differs from the call before. */
  synchronized void follow(Watch next) {
    if (!next.jicofo().equals(watch.jicofo())) {
      jicofo.ifPresent(old -> old.thread().stop());
      jicofo = next.jicofo().map(target -> looks.atJicofo(shard, target, audience, this::heard));
    }
    if (!next.brewery().equals(watch.brewery())) {
      brewery.ifPresent(old -> old.thread().stop());
      brewery = next.brewery().map(login -> looks.atBrewery(shard, login, audience, this::heard));
    }
    followPorts(next.ports());
    watch = next;
  }

  private void followPorts(List<Watch.Target> next) {
    ports
        .entrySet()
        .removeIf(
            port -> {
              boolean gone = !next.contains(port.getKey());
              if (gone) {
                port.getValue().thread().stop();
              }
              return gone;
            });
    for (Watch.Target target : next) {
      ports.computeIfAbsent(target, it -> looks.atPort(shard, it, this::heard, () -> opened(it)));
    }
  }

  synchronized ShardSignals signals() {
    Map<String, PortReport> reports = new HashMap<>();
    ports.forEach(
        (target, port) ->
            port.what().report().ifPresent(report -> reports.put(target.pod(), report)));
    return new ShardSignals(
        jicofo.map(running -> running.what().report()),
        brewery
            .map(running -> running.what().report())
            .orElseGet(() -> new BreweryReport.Unknown("not tried yet")),
        audience.wantsRoom() ? room() : ShardSignals.none().room(),
        reports);
  }

  /** Who is seen in the brewery room. */
  synchronized BreweryRoom room() {
    BreweryRoom room =
        brewery
            .map(running -> running.what().room())
            .orElseGet(() -> new BreweryRoom.Unseen("no login to the brewery is known yet"));
    if (room instanceof BreweryRoom.Seen) {
      comingUntil = Instant.MIN;
    }
    return clock.instant().isBefore(comingUntil) ? new BreweryRoom.Coming() : room;
  }

  /** Which bridges Jicofo knows. */
  synchronized Answer<List<JicofoBridge>> bridges() {
    return jicofo.map(running -> running.what().bridges()).orElseGet(Answer.NotAsked::new);
  }

  /** Whether anything is known of its room, or of the bridges that Jicofo knows. */
  boolean isHeard() {
    return room() instanceof BreweryRoom.Seen || bridges().said().isPresent();
  }

  /** The Jicofo that is asked. */
  synchronized Optional<Watch.Target> jicofo() {
    return watch.jicofo();
  }

  /** Looks again at once where what the audience wants counts. */
  synchronized void wake() {
    jicofo.ifPresent(running -> running.thread().wake());
    brewery.ifPresent(running -> running.thread().wake());
  }

  /** Asks now, without any lock; false if that pod is not, or no longer, the one that is asked. */
  boolean confirmIdle(String podUid) throws InterruptedException {
    Optional<JicofoPoll> before = pollOf(podUid);
    if (before.isEmpty()) {
      return false;
    }
    boolean idle = before.get().confirmIdle();
    heard();
    return idle && pollOf(podUid).equals(before);
  }

  private synchronized Optional<JicofoPoll> pollOf(String podUid) {
    return watch
        .jicofo()
        .filter(target -> target.podUid().equals(podUid))
        .flatMap(target -> jicofo.map(Running::what));
  }

  private void heard() {
    if (isNews()) {
      changes.add(shard);
    }
  }

  private synchronized boolean isNews() {
    return !stopped && told.isNews(signals(), clock.instant());
  }

  /** A Prosody that accepts again need not be waited for at the pace of one that is gone. */
  private synchronized void opened(Watch.Target target) {
    if (watch.brewery().filter(login -> login.target().equals(target)).isPresent()) {
      brewery.ifPresent(
          running -> {
            running.what().hope();
            running.thread().wake();
          });
    }
  }

  /** Ends all looks. Nothing is told from now on. */
  synchronized void stop() {
    stopped = true;
    follow(new Watch(Optional.empty(), List.of(), Optional.empty()));
  }
}
