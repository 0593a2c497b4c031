package io.jitsioperator.jitsi;

import io.jitsioperator.intent.Call;
import io.jitsioperator.intent.Watch;
import io.jitsioperator.jitsi.JsonBody.Unusable;
import io.jitsioperator.world.ShardId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Asks processes of Jitsi to do something (Jitsi contracts §3.2, §5.5). */
final class Calls {

  /** A pool that drains as a whole calls for each bridge: the others have to get through, too. */
  private static final int AT_ONCE = 32;

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final RestClient client;
  private final Tally tally;
  private final Function<ShardId, Optional<Watch.Target>> jicofos;
  private final Semaphore crowd = new Semaphore(AT_ONCE);

  /**
   * Calls nobody yet.
   *
   * @param jicofos the Jicofo of a shard, if it is watched
   */
  Calls(RestClient client, Tally tally, Function<ShardId, Optional<Watch.Target>> jicofos) {
    this.client = client;
    this.tally = tally;
    this.jicofos = jicofos;
  }

  /** Makes all of them at the same time; what became of each, in their order. */
  List<Outcome> make(List<Call> all) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome>> made =
          all.stream().map(call -> threads.submit(() -> make(call))).toList();
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> one : made) {
        outcomes.add(outcome(one, threads));
      }
      return List.copyOf(outcomes);
    }
  }

  private static Outcome outcome(Future<Outcome> made, ExecutorService threads) {
    try {
      return made.get();
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
      return new Outcome.Failed("interrupted");
    } catch (ExecutionException e) {
      return new Outcome.Failed("failed: " + e.getCause());
    }
  }

  Outcome make(Call call) throws InterruptedException {
    if (!crowd.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      return new Outcome.Failed("too many other calls are under way");
    }
    try {
      return switch (call) {
        case Call.Drain(Watch.Target bridge) -> post(bridge, "/colibri/drain/enable");
        case Call.Undrain(Watch.Target bridge) -> post(bridge, "/colibri/drain/disable");
        case Call.ShutDown(Watch.Target bridge, boolean forced) -> shutDown(bridge, forced);
        case Call.Move move -> move(move);
      };
    } finally {
      crowd.release();
    }
  }

  private Outcome post(Watch.Target bridge, String path) throws InterruptedException {
    return outcome("POST " + path, client.post(bridge, path));
  }

  private Outcome shutDown(Watch.Target bridge, boolean forced) throws InterruptedException {
    if (!forced) {
      Outcome empty = confirmEmpty(bridge);
      if (!(empty instanceof Outcome.Done)) {
        return empty;
      }
    }
    String path = "/colibri/shutdown";
    return outcome(
        "POST " + path, client.post(bridge, path, "{\"graceful-shutdown\": " + !forced + "}"));
  }

  /** The last look before there is no way back. */
  private Outcome confirmEmpty(Watch.Target bridge) throws InterruptedException {
    Reply reply = client.get(bridge, BridgePoll.STATS);
    if (!(reply instanceof Reply.Body body)) {
      return outcome("GET " + BridgePoll.STATS, reply);
    }
    tally.count(reply);
    try {
      int people = BridgeBody.stats(body).stats().localEndpoints();
      return people == 0
          ? new Outcome.Done()
          : new Outcome.Refused("not shut down, as " + people + " participants are on it again");
    } catch (Unusable e) {
      return new Outcome.Failed("GET " + BridgePoll.STATS + " " + e.getMessage());
    }
  }

  private Outcome move(Call.Move move) throws InterruptedException {
    Optional<Watch.Target> jicofo = jicofos.apply(move.shard());
    if (jicofo.isEmpty()) {
      return new Outcome.Refused("no Jicofo of the shard " + move.shard() + " is known");
    }
    String path = "/move-endpoints/move-fraction";
    String nick = URLEncoder.encode(move.nick(), StandardCharsets.UTF_8);
    return outcome("GET " + path, client.get(jicofo.get(), path, "bridge=" + nick + "&fraction=1"));
  }

  private Outcome outcome(String what, Reply reply) {
    tally.count(reply);
    return switch (reply) {
      case Reply.Body body when body.status() == 200 -> new Outcome.Done();
      case Reply.Body body -> new Outcome.Refused(what + " answered HTTP " + body.status());
      case Reply.Refused refused -> new Outcome.Failed(what + " found nobody listening");
      case Reply.None none -> new Outcome.Failed(what + " " + none.why());
    };
  }
}
