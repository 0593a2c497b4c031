package io.jitsioperator.jitsi;

import static io.jitsioperator.jitsi.ManualClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.intent.Watch;
import io.jitsioperator.jitsi.Brewery.Door;
import io.jitsioperator.world.BreweryReport;
import io.jitsioperator.world.BreweryRoom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A login whose room somebody wants to know. */
class BreweryInsideTest {

  private static final Watch.Login LOGIN =
      new Watch.Login(
          new Watch.Target("eu1-brewery-0", "uid", "127.0.0.1", 6222),
          "auth.jvb.meet.jitsi",
          "operator",
          "secret",
          "jvbbrewery@muc.jvb.meet.jitsi");

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration LATER = Duration.ofSeconds(30);

  private final ManualClock clock = new ManualClock();
  private final FakeAudience audience = new FakeAudience();
  private final FakeBrewery brewery = new FakeBrewery();
  private final BreweryLogin login =
      new BreweryLogin(LOGIN, brewery, clock, new Random(1), new Tally(), audience);
  private int woken;

  @BeforeEach
  void wantTheRoom() {
    audience.room = true;
    brewery.room = true;
  }

  private Duration lookAfter(int seconds) throws InterruptedException {
    clock.pass(Duration.ofSeconds(seconds));
    return login.look(() -> woken++);
  }

  private void showBridge() {
    brewery
        .occupants
        .orElseThrow()
        .showed("jvb-1", Optional.of(new PresenceStats(Map.of("drain", "false"))));
  }

  private void isUnseen(String words) {
    assertThat(login.room())
        .isInstanceOfSatisfying(
            BreweryRoom.Unseen.class, unseen -> assertThat(unseen.why()).contains(words));
  }

  @Test
  void isOutsideWhileNobodyWantsTheRoom() throws Exception {
    audience.room = false;
    assertThat(lookAfter(0)).isEqualTo(LATER);
    assertThat(brewery.nicks).isEmpty();
    audience.room = true;
    lookAfter(0);
    assertThat(login.room()).isInstanceOf(BreweryRoom.Seen.class);
    audience.room = false;
    assertThat(lookAfter(0)).isEqualTo(LATER);
    assertThat(brewery.left).isEqualTo(1);
    assertThat(login.room()).isInstanceOf(BreweryRoom.Unseen.class);
    assertThat(login.report()).isInstanceOf(BreweryReport.RoomExists.class);
  }

  @Test
  void entersOnceAndUnderANickOfItsOwn() throws Exception {
    isUnseen("not tried yet");
    assertThat(lookAfter(1)).isEqualTo(LATER);
    assertThat(lookAfter(30)).isEqualTo(LATER);
    assertThat(brewery.nicks).singleElement().asString().matches("operator-[0-9a-f]{8}");
    assertThat(login.room()).isEqualTo(new BreweryRoom.Seen(START.plusSeconds(1), Map.of()));
    showBridge();
    assertThat(((BreweryRoom.Seen) login.room()).bridges()).containsOnlyKeys("jvb-1");
    assertThat(audience.ofRoom).containsExactly(News.DECISIVE, News.DECISIVE);
  }

  @Test
  void aTakenNickIsAnsweredWithAnother() throws Exception {
    brewery.doors.add(Door.NICK_TAKEN);
    brewery.doors.add(Door.NICK_TAKEN);
    lookAfter(0);
    assertThat(brewery.nicks).hasSize(3).doesNotHaveDuplicates();
    assertThat(login.room()).isInstanceOf(BreweryRoom.Seen.class);
  }

  @Test
  void onlyThreeNicksAreTriedInARow() throws Exception {
    for (int i = 0; i < 4; i++) {
      brewery.doors.add(Door.NICK_TAKEN);
    }
    lookAfter(0);
    assertThat(brewery.nicks).hasSize(3);
    isUnseen("3 nicks in a row are taken");
  }

  @Test
  void waitsForARoomThatIsNotThere() throws Exception {
    brewery.room = false;
    assertThat(lookAfter(0)).isEqualTo(SOON);
    assertThat(brewery.nicks).isEmpty();
    isUnseen("does not exist");
    brewery.room = true;
    brewery.doors.add(Door.NO_ROOM);
    assertThat(lookAfter(5)).as("it went while we knocked").isEqualTo(SOON);
    assertThat(login.report()).isEqualTo(new BreweryReport.RoomAbsent(START));
    isUnseen("does not exist");
    assertThat(lookAfter(5)).isEqualTo(LATER);
    assertThat(login.room()).isInstanceOf(BreweryRoom.Seen.class);
  }

  @Test
  void aRoomThatIsGoneIsUnseen() throws Exception {
    lookAfter(0);
    brewery.room = false;
    assertThat(lookAfter(30)).isEqualTo(SOON);
    isUnseen("does not exist");
    assertThat(audience.ofRoom).containsExactly(News.DECISIVE, News.DECISIVE);
  }

  @Test
  void doesNotKeepARoomAliveAlone() throws Exception {
    brewery.inside.clear();
    assertThat(lookAfter(0)).isEqualTo(SOON);
    assertThat(brewery.left).isEqualTo(1);
    assertThat(login.report()).isInstanceOf(BreweryReport.RoomAbsent.class);
    brewery.inside.add("focus");
    assertThat(lookAfter(5)).isEqualTo(LATER);
    brewery.occupants.orElseThrow().left("focus");
    assertThat(woken).isPositive();
    assertThat(lookAfter(0)).isEqualTo(SOON);
    assertThat(login.report()).isInstanceOf(BreweryReport.RoomAbsent.class);
  }

  @Test
  void whoIsThrownOutComesBackAfterAPause() throws Exception {
    lookAfter(0);
    brewery.occupants.orElseThrow().ended("thrown out");
    assertThat(woken).isEqualTo(1);
    isUnseen("thrown out");
    assertThat(lookAfter(0)).isEqualTo(SOON);
    assertThat(brewery.nicks).hasSize(1);
    assertThat(lookAfter(5)).isEqualTo(LATER);
    assertThat(brewery.nicks).hasSize(2);
    assertThat(login.room()).isInstanceOf(BreweryRoom.Seen.class);
  }

  @Test
  void aLostConnectionIsUnseenAtOnce() throws Exception {
    lookAfter(0);
    showBridge();
    brewery.lose();
    isUnseen("was lost");
    assertThat(woken).isPositive();
    lookAfter(0);
    isUnseen("was lost");
    lookAfter(1);
    assertThat(login.room()).isEqualTo(new BreweryRoom.Seen(START.plusSeconds(1), Map.of()));
  }

  @Test
  void closingEndsTheVisit() throws Exception {
    lookAfter(0);
    login.close();
    assertThat(login.room()).isInstanceOf(BreweryRoom.Unseen.class);
    assertThat(audience.ofRoom).containsExactly(News.DECISIVE, News.DECISIVE);
  }
}
