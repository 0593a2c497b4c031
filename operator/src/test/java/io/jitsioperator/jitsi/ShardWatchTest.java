package io.jitsioperator.jitsi;

import static org.awaitility.Awaitility.await;

import io.jitsioperator.intent.Watch;
import io.jitsioperator.world.ShardId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ShardWatchTest {

  private static final Duration A_WHILE = Duration.ofSeconds(60);

  private static final ShardId EU1 = new ShardId("meet", "eu1");

  /** With it, nothing that failed is tried again by itself while a test runs. */
  private static final class Hours implements RandomGenerator {

    @Override
    public long nextLong() {
      return Duration.ofHours(1).toMillis();
    }

    @Override
    public long nextLong(long origin, long bound) {
      return nextLong();
    }
  }

  private final ManualClock clock = new ManualClock();
  private final Tally tally = new Tally();
  private final FakeBrewery brewery = new FakeBrewery();
  private final ChangeQueue<ShardId> changes = new ChangeQueue<>("test", shard -> {}, tally);
  private final RestClient client = new RestClient();
  private final Looks looks =
      new Looks(Duration.ofMillis(20), clock, client, brewery, new Hours(), tally);
  private final ShardWatch watch = new ShardWatch(EU1, looks, clock, changes, Audience.NOBODY);

  @AfterEach
  void close() throws InterruptedException {
    changes.stop();
    looks.close(A_WHILE);
    client.close();
  }

  @Test
  void aPortThatAcceptsAgainWakesTheLogin() throws Exception {
    int port = OddServer.freePort();
    Watch.Target prosody = new Watch.Target("eu1-brewery-0", "b", "127.0.0.1", port);
    brewery.trouble = new Brewery.Trouble(Brewery.Trouble.Kind.UNREACHABLE, "nobody");
    Watch.Login login = new Watch.Login(prosody, "d", "operator", "pw", "r@muc");
    watch.follow(new Watch(Optional.empty(), List.of(prosody), Optional.of(login)));
    await()
        .atMost(A_WHILE)
        .until(() -> tally.counts(1).loginFailures() >= 1 && tally.counts(1).refusals() >= 1);
    brewery.trouble = null;
    try (FakeJicofo up = new FakeJicofo(port)) {
      await().atMost(A_WHILE).until(() -> up.port() == port && brewery.opened == 1);
    }
  }
}
