package io.jitsioperator.jitsi;

import static io.jitsioperator.jitsi.ManualClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.intent.Watch;
import io.jitsioperator.jitsi.Brewery.Trouble.Kind;
import io.jitsioperator.world.BreweryReport;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BreweryLoginTest {

  private static final Watch.Login LOGIN =
      new Watch.Login(
          new Watch.Target("eu1-brewery-0", "uid", "127.0.0.1", 6222),
          "auth.jvb.meet.jitsi",
          "operator",
          "secret",
          "jvbbrewery@muc.jvb.meet.jitsi");

  private final ManualClock clock = new ManualClock();
  private final Tally tally = new Tally();
  private final FakeAudience audience = new FakeAudience();
  private final FakeBrewery brewery = new FakeBrewery();
  private final BreweryLogin login =
      new BreweryLogin(LOGIN, brewery, clock, new Random(1), tally, audience);

  private Duration lookAfter(int seconds) throws InterruptedException {
    clock.pass(Duration.ofSeconds(seconds));
    return login.look(() -> {});
  }

  @Test
  void waitsForTheRoomEveryFiveSecondsWithOneLogin() throws Exception {
    assertThat(login.report()).isEqualTo(new BreweryReport.Unknown("not tried yet"));
    assertThat(lookAfter(0)).isEqualTo(Duration.ofSeconds(5));
    assertThat(lookAfter(5)).isEqualTo(Duration.ofSeconds(5));
    assertThat(login.report()).isEqualTo(new BreweryReport.RoomAbsent(START));
    brewery.room = true;
    assertThat(lookAfter(5)).isEqualTo(Duration.ofSeconds(30));
    assertThat(login.report()).isEqualTo(new BreweryReport.RoomExists(START.plusSeconds(10)));
    lookAfter(30);
    assertThat(login.report()).isEqualTo(new BreweryReport.RoomExists(START.plusSeconds(40)));
    assertThat(brewery.opened).isEqualTo(1);
    brewery.room = false;
    lookAfter(30);
    assertThat(login.report()).isEqualTo(new BreweryReport.RoomAbsent(START.plusSeconds(70)));
  }

  @Test
  void aRefusalIsToldInTheServersWordsAndSinceWhen() throws Exception {
    brewery.trouble = new Brewery.Trouble(Kind.LOGIN_REFUSED, "not-authorized");
    lookAfter(0);
    lookAfter(1);
    assertThat(login.report()).isEqualTo(new BreweryReport.LoginRefused(START, "not-authorized"));
    brewery.trouble = new Brewery.Trouble(Kind.UNREACHABLE, "nobody");
    lookAfter(2);
    lookAfter(4);
    assertThat(login.report())
        .isEqualTo(new BreweryReport.Unreachable(START.plusSeconds(3), "nobody"));
    brewery.trouble = new Brewery.Trouble(Kind.UNKNOWN, "time-out");
    lookAfter(4);
    assertThat(login.report()).isEqualTo(new BreweryReport.Unknown("time-out"));
    assertThat(tally.counts(0).loginFailures()).isEqualTo(5);
  }

  @Test
  void failuresAreTriedAgainLaterAndLaterUntilThereIsHope() throws Exception {
    brewery.trouble = new Brewery.Trouble(Kind.UNREACHABLE, "nobody");
    for (int i = 0; i < 6; i++) {
      lookAfter(0);
    }
    assertThat(lookAfter(0)).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
    login.hope();
    assertThat(lookAfter(0)).isEqualTo(Duration.ofSeconds(1));
    assertThat(lookAfter(0)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void successForgetsTheFailures() throws Exception {
    brewery.trouble = new Brewery.Trouble(Kind.UNREACHABLE, "nobody");
    for (int i = 0; i < 6; i++) {
      lookAfter(0);
    }
    brewery.trouble = null;
    lookAfter(0);
    brewery.trouble = new Brewery.Trouble(Kind.UNREACHABLE, "nobody");
    brewery.lose();
    assertThat(lookAfter(0)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aLostConnectionIsUnknownAndThenMadeAnew() throws Exception {
    brewery.room = true;
    lookAfter(0);
    assertThat(tally.counts(0).logins()).isEqualTo(1);
    brewery.lose();
    lookAfter(1);
    assertThat(login.report())
        .isEqualTo(
            new BreweryReport.Unknown(
                "the connection of operator@auth.jvb.meet.jitsi at 127.0.0.1:6222 was lost"));
    assertThat(tally.counts(0).logins()).isZero();
    lookAfter(1);
    assertThat(login.report()).isInstanceOf(BreweryReport.RoomExists.class);
    assertThat(brewery.opened).isEqualTo(2);
    assertThat(tally.counts(0).logins()).isEqualTo(1);
  }

  @Test
  void whoGivesNoAnswerAboutTheRoomIsLeft() throws Exception {
    lookAfter(0);
    brewery.roomTrouble = new Brewery.Trouble(Kind.UNKNOWN, "no answer");
    lookAfter(5);
    assertThat(login.report()).isEqualTo(new BreweryReport.Unknown("no answer"));
    assertThat(brewery.closed).isEqualTo(1);
  }

  @Test
  void closingEndsTheSession() throws Exception {
    lookAfter(0);
    login.close();
    login.close();
    assertThat(brewery.closed).isEqualTo(1);
    assertThat(tally.counts(0).logins()).isZero();
  }
}
