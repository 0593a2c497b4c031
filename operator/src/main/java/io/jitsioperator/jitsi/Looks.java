package io.jitsioperator.jitsi;

import io.jitsioperator.intent.Watch;
import io.jitsioperator.world.PoolId;
import io.jitsioperator.world.ShardId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Starts the looks of all shards and pools, bounds how many there are at once, and ends them. */
final class Looks {

  /**
   * Even if all of 200 shards fall silent, only 240 are in flight at once (a Jicofo for 3 s and
   * three ports for 1 s each, every 5 s): the silent ones never keep the others waiting.
   */
  private static final int AT_ONCE = 256;

  /**
   * Even if all of 1000 bridges hang, 375 are asked at once (for 3 s of every 8 s). They are apart
   * from the others, so that no Jicofo waits for bridges.
   */
  private static final int BRIDGES_AT_ONCE = 512;

  /** A login costs both sides some 50 ms of CPU: more at once would run into time-outs. */
  private static final int LOGINS_AT_ONCE = 32;

  private final Duration interval;
  private final InstantSource clock;
  private final RestClient client;
  private final Brewery brewery;
  private final RandomGenerator random;
  private final Tally tally;
  private final Semaphore crowd = new Semaphore(AT_ONCE);
  private final Semaphore bridges = new Semaphore(BRIDGES_AT_ONCE);
  private final Semaphore logins = new Semaphore(LOGINS_AT_ONCE);
  private final Set<Repeating> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Looks(
      Duration interval,
      InstantSource clock,
      RestClient client,
      Brewery brewery,
      RandomGenerator random,
      Tally tally) {
    this.interval = interval;
    this.clock = clock;
    this.client = client;
    this.brewery = brewery;
    this.random = random;
    this.tally = tally;
  }

  /** What looks at a target, and the thread on which it does. */
  record Running<T>(T what, Repeating thread) {}

  Running<JicofoPoll> atJicofo(
      ShardId shard, Watch.Target target, Audience audience, Runnable heard) {
    JicofoPoll poll = new JicofoPoll(target, client, clock, tally, audience);
    Pace pace = new Pace(shard + " " + target, interval);
    Repeating.Act act =
        wake -> {
          oneOf(
              crowd,
              () -> {
                poll.round();
                return true;
              });
          heard.run();
          return pace.next();
        };
    return new Running<>(poll, start(shard + " Jicofo", pace.first(), act, () -> {}));
  }

  Running<PortProbe> atPort(Object whose, Watch.Target target, Runnable heard, Runnable opened) {
    PortProbe probe = new PortProbe(target, clock, tally);
    Pace pace = new Pace(whose + " port " + target, interval);
    Repeating.Act act =
        wake -> {
          if (oneOf(crowd, probe::look)) {
            opened.run();
          }
          heard.run();
          return pace.next();
        };
    return new Running<>(
        probe, start(whose + " port of " + target.pod(), pace.first(), act, () -> {}));
  }

  Running<BridgePoll> atBridge(PoolId pool, Watch.Target target, Consumer<News> heard) {
    BridgePoll poll = new BridgePoll(target, client, clock, tally);
    Pace pace = new Pace(pool + " " + target, interval);
    Repeating.Act act =
        wake -> {
          heard.accept(oneOf(bridges, poll::round));
          return pace.next();
        };
    return new Running<>(poll, start(pool + " " + target.pod(), pace.first(), act, () -> {}));
  }

  Running<BreweryLogin> atBrewery(
      ShardId shard, Watch.Login login, Audience audience, Runnable heard) {
    BreweryLogin look = new BreweryLogin(login, brewery, clock, random, tally, audience);
    Pace pace = new Pace(shard + " " + login, interval);
    Repeating.Act act =
        wake -> {
          Duration pause = oneOf(logins, () -> look.look(wake));
          heard.run();
          return pause;
        };
    return new Running<>(look, start(shard + " brewery", pace.first(), act, look::close));
  }

  private interface Part<T> {
    T run() throws InterruptedException;
  }

  private static <T> T oneOf(Semaphore permits, Part<T> part) throws InterruptedException {
    permits.acquire();
    try {
      return part.run();
    } finally {
      permits.release();
    }
  }

  private Repeating start(String name, Duration first, Repeating.Act act, Runnable end) {
    Repeating started = Repeating.start(name, first, act, end, running);
    if (closed) {
      started.stop();
    }
    return started;
  }

  /** Ends all looks, and any that is started later; waits for their ends, at most that long. */
  void close(Duration patience) throws InterruptedException {
    closed = true;
    long end = System.nanoTime() + patience.toNanos();
    running.forEach(Repeating::stop);
    for (Repeating one : running) {
      one.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    }
  }
}
