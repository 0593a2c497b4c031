package io.jitsioperator.jitsi;

import static io.jitsioperator.jitsi.ManualClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PoolToldTest {

  private final PoolTold told = new PoolTold();

  private boolean news(int second, News news) {
    return told.isNews(news, false, START.plusSeconds(second));
  }

  @Test
  void whatDecidesIsToldAtOnce() {
    assertThat(news(0, News.DECISIVE)).isTrue();
    assertThat(news(0, News.DECISIVE)).isTrue();
    assertThat(news(1, News.NONE)).isFalse();
  }

  @Test
  void numbersAreToldEveryThirtySecondsAndNotLost() {
    assertThat(news(0, News.DETAIL)).isTrue();
    assertThat(news(5, News.DETAIL)).isFalse();
    assertThat(news(29, News.NONE)).isFalse();
    assertThat(news(30, News.NONE)).as("those of second 5").isTrue();
    assertThat(news(61, News.NONE)).as("nothing was held back").isFalse();
    assertThat(news(61, News.DETAIL)).isTrue();
  }

  @Test
  void whatWasToldWithADecisionIsNotToldAgain() {
    assertThat(news(0, News.DETAIL)).isTrue();
    assertThat(news(5, News.DETAIL)).isFalse();
    assertThat(news(6, News.DECISIVE)).isTrue();
    assertThat(news(60, News.NONE)).isFalse();
  }

  @Test
  void aPoolThatIsSizedByItsLoadHearsOfEveryHalfSecond() {
    assertThat(told.isNews(News.DETAIL, true, START)).isTrue();
    assertThat(told.isNews(News.DETAIL, true, START.plusMillis(400))).isFalse();
    assertThat(told.isNews(News.NONE, true, START.plusMillis(500))).as("held back").isTrue();
  }

  @Test
  void aClockThatIsSetBackSilencesNothing() {
    assertThat(news(3600, News.DECISIVE)).isTrue();
    assertThat(news(0, News.DETAIL)).isTrue();
  }
}
