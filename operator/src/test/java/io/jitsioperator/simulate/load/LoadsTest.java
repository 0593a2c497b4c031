package io.jitsioperator.simulate.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * The loads are what their names say.
 *
 * <p>Seen to fail with: teachers who come with their pupils; a seed that is not used; people who
 * leave before they come.
 */
class LoadsTest {

  private static final long MINUTE = 60_000;

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "WEEK")
  void theSameSeedDrawsTheSame(Loads loads) {
    assertThat(text(loads.draw(7, 4))).isEqualTo(text(loads.draw(7, 4)));
    assertThat(text(loads.draw(8, 4))).isNotEqualTo(text(loads.draw(7, 4)));
  }

  @ParameterizedTest
  @EnumSource
  void peopleComeBeforeTheyLeave(Loads loads) {
    var load = loads.draw(3, 5);
    assertThat(IntStream.range(0, load.size()).map(load::people)).allMatch(people -> people >= 0);
    assertThat(IntStream.range(1, load.size()).allMatch(i -> load.at(i - 1) <= load.at(i)))
        .as("rows are sorted by time")
        .isTrue();
    assertThat(load.at(load.size() - 1)).isLessThan(load.end());
  }

  @ParameterizedTest
  @EnumSource(names = {"DIURNAL", "TOP_OF_THE_HOUR", "WEEK", "SLOW_TAIL"})
  void atThePeakThatManyBridgesAreFull(Loads loads) {
    double mean =
        IntStream.range(0, 5).mapToDouble(seed -> peak(loads.draw(seed, 50))).average().orElse(0);
    assertThat(mean / 0.8).as("bridges that are needed").isBetween(35.0, 62.0);
  }

  @Test
  void aTeacherComesFirst() {
    var load = Loads.SCHOOL_BELL.draw(1, 12);
    var size = new int[load.conferences()];
    var begin = new long[load.conferences()];
    var second = new long[load.conferences()];
    for (int i = load.size() - 1; i >= 0; i--) {
      int room = load.conference(i);
      size[room] = Math.max(size[room], load.people(i));
      begin[room] = load.at(i);
      second[room] = load.people(i) == 2 ? load.at(i) : second[room];
    }
    var atEight =
        IntStream.range(0, load.conferences())
            .filter(room -> size[room] == 15)
            .filter(room -> Math.abs(begin[room] - 8 * 60 * MINUTE) < 10 * MINUTE)
            .boxed()
            .toList();
    assertThat(atEight.size()).as("rooms of 15 at eight o'clock").isBetween(30, 33);
    assertThat(atEight)
        .filteredOn(room -> second[room] - begin[room] >= 2 * MINUTE)
        .as("rooms whose teacher was alone for two minutes")
        .hasSizeGreaterThanOrEqualTo(28);
  }

  @Test
  void aBurstIsNinetyTwoInThirtyOneSeconds() {
    assertThat(joins(Loads.JOIN_BURST.draw(1, 12), 30 * MINUTE, 30 * MINUTE + 31_000))
        .isGreaterThanOrEqualTo(92)
        .isLessThan(112);
  }

  @Test
  void aWebinarHasFiveHundredInFiveMinutes() {
    var load = Loads.WEBINAR.draw(1, 12);
    int most = IntStream.range(0, load.size()).map(load::people).max().orElse(0);
    assertThat(most).isEqualTo(500);
    int last =
        IntStream.range(0, load.size()).filter(i -> load.people(i) == 500).findFirst().orElse(0);
    assertThat(load.at(last)).isBetween(64 * MINUTE, 65 * MINUTE);
  }

  @Test
  void aParticipantCostsAHundredthOfABridge() {
    assertThat(PersonStress.of(8)).isCloseTo(PersonStress.MEAN, within(0.001));
    assertThat(PersonStress.of(1)).isEqualTo(0.002);
    assertThat(PersonStress.of(500)).isLessThan(PersonStress.of(15));
    var load = Loads.DIURNAL.draw(1, 12);
    double mean =
        IntStream.range(0, load.conferences()).mapToDouble(c -> load.cost(c, 8)).average().orElse(0)
            * Load.UNIT;
    assertThat(mean).isCloseTo(PersonStress.of(8), within(0.0005));
  }

  private static long joins(Load load, long from, long to) {
    var present = new int[load.conferences()];
    long joins = 0;
    for (int i = 0; i < load.size(); i++) {
      int more = load.people(i) - present[load.conference(i)];
      joins += more > 0 && from <= load.at(i) && load.at(i) < to ? more : 0;
      present[load.conference(i)] = load.people(i);
    }
    return joins;
  }

  private static double peak(Load load) {
    var shares = new long[load.conferences()];
    long sum = 0;
    long most = 0;
    for (int i = 0; i < load.size(); i++) {
      int conference = load.conference(i);
      long share = load.people(i) * load.cost(conference, load.people(i));
      sum += share - shares[conference];
      shares[conference] = share;
      most = Math.max(most, sum);
    }
    return most * Load.UNIT;
  }

  private static String text(Load load) {
    var text = new StringBuilder();
    for (int i = 0; i < load.size(); i++) {
      text.append(load.at(i)).append(' ').append(load.conference(i)).append(' ');
      text.append(load.people(i)).append('\n');
    }
    return text.toString();
  }
}
