package io.jitsioperator.simulate.load;

import static io.jitsioperator.simulate.load.Meetings.DAY;
import static io.jitsioperator.simulate.load.Meetings.HOUR;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/** The loads that have names. */
public enum Loads {
  /** A working day; people come whenever they like. */
  DIURNAL(DAY, (days, rushes) -> days.diurnal(0, 1)),
  /** A working day; most meetings begin on the hour. */
  TOP_OF_THE_HOUR(DAY, (days, rushes) -> days.topOfTheHour()),
  /** A school: 30 rooms with 15 people each, the teacher first. */
  SCHOOL_BELL(DAY, (days, rushes) -> rushes.school()),
  /** 92 people in 31 seconds, every half hour. */
  JOIN_BURST(3 * HOUR, (days, rushes) -> rushes.bursts()),
  /** From one to 500 people in five minutes. */
  WEBINAR(3 * HOUR, (days, rushes) -> rushes.webinar()),
  /** All leave, but a few people in each conference stay for hours. */
  SLOW_TAIL(8 * HOUR, (days, rushes) -> rushes.slowTail()),
  /** Up and down by three quarters of a bridge every eight minutes. */
  FLAPPING(6 * HOUR, (days, rushes) -> rushes.flapping()),
  /** Five working days and a weekend. */
  WEEK(7 * DAY, (days, rushes) -> days.week());

  /** A bridge that is as full as it should be. */
  private static final double FULL = 0.8;

  private final long end;
  private final BiConsumer<Days, Rushes> story;

  Loads(long end, BiConsumer<Days, Rushes> story) {
    this.end = end;
    this.story = story;
  }

  /** As it is called on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one of that name; empty if there is none. */
  public static Optional<Loads> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  /**
   * Makes one up; the same for the same numbers.
   *
   * @param seed of all that is left to chance
   * @param bridges that are full (0.8) when most people are there, 1 or more
   */
  public Load draw(long seed, int bridges) {
    var random = new SplittableRandom(seed * 31 + ordinal());
    var attendance = new Attendance();
    var meetings = new Meetings(attendance, random);
    double peak = FULL * bridges;
    story.accept(new Days(meetings, random, peak), new Rushes(attendance, meetings, random, peak));
    return attendance.load(word(), end, seed);
  }
}
