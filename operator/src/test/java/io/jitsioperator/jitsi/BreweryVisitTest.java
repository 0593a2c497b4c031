package io.jitsioperator.jitsi;

import static io.jitsioperator.jitsi.ManualClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.world.BreweryRoom;
import io.jitsioperator.world.BridgePresence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BreweryVisitTest {

  private final ManualClock clock = new ManualClock();
  private final List<News> news = new ArrayList<>();
  private int woken;
  private final BreweryVisit visit = new BreweryVisit(clock, news::add, () -> woken++);

  private static PresenceStats stats(String timestamp, String... others) {
    Map<String, String> stats = new HashMap<>();
    stats.put("current_timestamp", timestamp);
    stats.put("stress_level", "0.5");
    stats.put("local_endpoints", "3");
    stats.put("drain", "false");
    for (int i = 0; i < others.length; i += 2) {
      stats.put(others[i], others[i + 1]);
    }
    return new PresenceStats(stats);
  }

  private void after(int seconds, String nick, PresenceStats stats) {
    clock.pass(Duration.ofSeconds(seconds));
    visit.showed(nick, Optional.of(stats));
  }

  private Map<String, BridgePresence> bridges() {
    assertThat(visit.room()).isInstanceOf(BreweryRoom.Seen.class);
    return ((BreweryRoom.Seen) visit.room()).bridges();
  }

  private Optional<BridgePresence> bridge() {
    return Optional.ofNullable(bridges().get("jvb-1"));
  }

  private News last() {
    return news.getLast();
  }

  @Test
  void whoWasThereIsToldOfAllAtOnceWithTheEntry() {
    visit.showed("focus", Optional.empty());
    after(0, "jvb-1", stats("a"));
    after(0, "jvb-2", stats("b"));
    assertThat(visit.room()).isInstanceOf(BreweryRoom.Unseen.class);
    assertThat(news).isEmpty();
    clock.pass(Duration.ofSeconds(1));
    visit.entered();
    assertThat(news).containsExactly(News.DECISIVE);
    assertThat(bridges()).containsOnlyKeys("jvb-1", "jvb-2");
    assertThat(((BreweryRoom.Seen) visit.room()).since()).isEqualTo(START.plusSeconds(1));
    assertThat(bridge().orElseThrow().joined()).isEqualTo(START);
  }

  @Test
  void theFirstWordOfABridgeMayBeOldUntilItsClockMoves() {
    visit.entered();
    after(1, "jvb-1", Captured.stats("jvb-presence-stale-replayed.xml"));
    assertThat(bridge().flatMap(BridgePresence::changed)).as("replayed").isEmpty();
    after(60, "jvb-1", Captured.stats("jvb-presence-stale-replayed.xml"));
    assertThat(bridge().flatMap(BridgePresence::changed)).as("replayed again").isEmpty();
    assertThat(last()).isEqualTo(News.NONE);
    after(5, "jvb-1", Captured.stats("jvb-presence-conference.xml"));
    assertThat(bridge().flatMap(BridgePresence::changed)).contains(START.plusSeconds(66));
    assertThat(last()).as("it lives").isEqualTo(News.DECISIVE);
    after(5, "jvb-1", Captured.stats("jvb-presence-conference.xml"));
    assertThat(bridge().flatMap(BridgePresence::changed))
        .as("the same timestamp again")
        .contains(START.plusSeconds(66));
    assertThat(bridge().orElseThrow().joined()).isEqualTo(START.plusSeconds(1));
  }

  @Test
  void aBridgeThatSpeaksAgainAfterASilenceIsNews() {
    visit.entered();
    after(0, "jvb-1", stats("a"));
    after(5, "jvb-1", stats("b"));
    after(15, "jvb-1", stats("c"));
    assertThat(last()).isEqualTo(News.NONE);
    after(16, "jvb-1", stats("d"));
    assertThat(last()).isEqualTo(News.DECISIVE);
  }

  @Test
  void aPresenceWithoutTimestampProvesNothing() {
    visit.entered();
    after(0, "jvb-1", new PresenceStats(Map.of("drain", "false")));
    after(5, "jvb-1", new PresenceStats(Map.of("drain", "false")));
    assertThat(bridge().flatMap(BridgePresence::changed)).isEmpty();
    after(5, "jvb-1", stats("a"));
    after(5, "jvb-1", new PresenceStats(Map.of("drain", "false")));
    after(5, "jvb-1", stats("a"));
    assertThat(bridge().flatMap(BridgePresence::changed)).contains(START.plusSeconds(10));
  }

  @Test
  void flagsAreDecisiveAndNumbersAreDetail() {
    visit.entered();
    after(0, "jvb-1", stats("a"));
    assertThat(last()).as("it joins").isEqualTo(News.DECISIVE);
    after(5, "jvb-1", stats("b"));
    assertThat(last()).as("first change").isEqualTo(News.DECISIVE);
    after(5, "jvb-1", stats("c"));
    assertThat(last()).isEqualTo(News.NONE);
    after(5, "jvb-1", stats("d", "stress_level", "0.6"));
    assertThat(last()).isEqualTo(News.DETAIL);
    after(5, "jvb-1", stats("e", "stress_level", "0.6", "local_endpoints", "2"));
    assertThat(last()).isEqualTo(News.DETAIL);
    after(5, "jvb-1", stats("f", "stress_level", "0.6", "local_endpoints", "0"));
    assertThat(last()).as("nobody is left").isEqualTo(News.DECISIVE);
    for (String flag : List.of("drain", "graceful_shutdown", "shutting_down", "healthy")) {
      after(1, "jvb-1", stats(flag, "local_endpoints", "0", flag, "true"));
      assertThat(last()).as(flag).isEqualTo(News.DECISIVE);
    }
  }

  @Test
  void whoLeavesIsSeenNoMore() {
    visit.entered();
    visit.showed("focus", Optional.empty());
    after(0, "jvb-1", stats("a"));
    visit.left("jvb-1");
    assertThat(bridges()).isEmpty();
    assertThat(last()).isEqualTo(News.DECISIVE);
    after(7, "jvb-1", stats("b"));
    assertThat(bridge().orElseThrow().joined()).as("another one").isEqualTo(START.plusSeconds(7));
    assertThat(bridge().flatMap(BridgePresence::changed)).isEmpty();
    visit.showed("jvb-1", Optional.empty());
    assertThat(bridges()).as("it shows no statistics").isEmpty();
    assertThat(last()).isEqualTo(News.DECISIVE);
  }

  @Test
  void jicofoIsNoBridgeWhateverItShows() {
    visit.entered();
    after(0, "focus", stats("a"));
    assertThat(bridges()).isEmpty();
  }

  @Test
  void whoIsAloneButForOperatorsWakesTheLook() {
    visit.showed("operator-1", Optional.empty());
    visit.showed("focus", Optional.empty());
    visit.entered();
    after(0, "jvb-1", stats("a"));
    visit.left("focus");
    assertThat(visit.isAlone()).isFalse();
    assertThat(woken).isZero();
    visit.left("jvb-1");
    assertThat(visit.isAlone()).isTrue();
    assertThat(woken).isEqualTo(1);
  }

  @Test
  void theEndIsToldOnceAndNothingAfterIt() {
    visit.showed("focus", Optional.empty());
    visit.entered();
    after(0, "jvb-1", stats("a"));
    news.clear();
    visit.ended("thrown out");
    visit.ended("lost");
    after(0, "jvb-1", stats("b"));
    visit.showed("focus", Optional.empty());
    visit.entered();
    assertThat(visit.room()).isEqualTo(new BreweryRoom.Unseen("thrown out"));
    assertThat(visit.isOver()).isTrue();
    assertThat(news).containsExactly(News.DECISIVE);
    assertThat(woken).isEqualTo(1);
  }
}
