package io.jitsioperator.simulate.load;

import static io.jitsioperator.simulate.load.Meetings.DAY;
import static io.jitsioperator.simulate.load.Meetings.HOUR;
import static io.jitsioperator.simulate.load.Meetings.MINUTE;

import java.util.SplittableRandom;

/** Days of an office: quiet nights, a morning, a lunch break, an afternoon. */
final class Days {

  private static final double NIGHT = 0.04;
  private static final double WEEKEND = 0.2;
  private static final int WORKING_DAYS = 5;
  private static final double ON_THE_HOUR = 0.55;
  private static final double ON_THE_HALF = 0.2;

  private final Meetings meetings;
  private final SplittableRandom random;
  private final double peak;

  /**
   * The parts of days.
   *
   * @param peak stress when most people are there
   */
  Days(Meetings meetings, SplittableRandom random, double peak) {
    this.meetings = meetings;
    this.random = random;
    this.peak = peak;
  }

  /** People come whenever they like. */
  void diurnal(long begin, double part) {
    for (long minute = 0; minute < DAY; minute += MINUTE) {
      meetings.begin(begin + minute, peak * part * shape(minute));
    }
  }

  /** A week that begins on a Monday. */
  void week() {
    for (int day = 0; day < 7; day++) {
      diurnal(day * DAY, day < WORKING_DAYS ? 1 : WEEKEND);
    }
  }

  /** A quarter whenever they like; the others when an hour or a half begins, and to its end. */
  void topOfTheHour() {
    diurnal(0, 1 - ON_THE_HOUR - ON_THE_HALF);
    for (long hour = 0; hour < DAY; hour += HOUR) {
      together(hour, 50 * MINUTE, peak * ON_THE_HOUR * shape(hour + HOUR / 2));
      together(hour + HOUR / 2, 25 * MINUTE, peak * ON_THE_HALF * shape(hour + HOUR / 2));
    }
  }

  private void together(long bell, long length, double stress) {
    long meetingsThen = Math.round(stress / Meetings.meanStress());
    for (long i = 0; i < meetingsThen; i++) {
      long begin = Math.max(0, bell + Math.round(random.nextGaussian() * MINUTE));
      long shift = Math.round(random.nextGaussian() * 2 * MINUTE);
      meetings.hold(begin, meetings.size(), length + shift);
    }
  }

  /** The part of the peak at that time of the day. */
  private static double shape(long time) {
    double hour = (double) time / HOUR;
    double work = Math.max(hill(hour, 10.3, 1.7), 0.93 * hill(hour, 15, 1.9));
    return NIGHT + (1 - NIGHT) * Math.max(work, 0.25 * hill(hour, 20, 2));
  }

  private static double hill(double hour, double middle, double width) {
    double x = (hour - middle) / width;
    return Math.exp(-x * x / 2);
  }
}
