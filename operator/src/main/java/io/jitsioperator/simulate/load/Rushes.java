package io.jitsioperator.simulate.load;

import static io.jitsioperator.simulate.load.Meetings.HOUR;
import static io.jitsioperator.simulate.load.Meetings.MINUTE;
import static io.jitsioperator.simulate.load.Meetings.SECOND;

import java.util.SplittableRandom;

/** Many at once, and loads that are hard for one who sizes a pool. */
final class Rushes {

  /** What the numbers below were made for. */
  private static final double USUAL_PEAK = 0.8 * 12;

  private static final int ROOMS = 30;
  private static final int PUPILS = 14;
  private static final int FIRST_LESSON = 8;
  private static final int LESSONS = 5;
  private static final int BURST = 92;
  private static final long BURST_LENGTH = 31 * SECOND;
  private static final int BURST_ROOMS = 8;
  private static final int WEBINAR = 500;

  private final Attendance attendance;
  private final Meetings meetings;
  private final SplittableRandom random;
  private final double peak;

  /**
   * The parts of such loads.
   *
   * @param peak stress when most people are there
   */
  Rushes(Attendance attendance, Meetings meetings, SplittableRandom random, double peak) {
    this.attendance = attendance;
    this.meetings = meetings;
    this.random = random;
    this.peak = peak;
  }

  /** 30 rooms of a teacher and 14 pupils, five lessons from eight o'clock; teachers first. */
  void school() {
    long rooms = scaled(ROOMS);
    for (int lesson = 0; lesson < LESSONS; lesson++) {
      long bell = (FIRST_LESSON + lesson) * HOUR;
      for (long room = 0; room < rooms; room++) {
        lesson(bell);
      }
    }
    meetings.steady(0, 24 * HOUR, peak * 0.03);
  }

  private void lesson(long bell) {
    int room = attendance.conference();
    long end = bell + 45 * MINUTE;
    attendance.attends(room, bell - 5 * MINUTE + random.nextLong(2 * MINUTE), end + MINUTE);
    for (int i = 0; i < PUPILS; i++) {
      long come = bell - MINUTE + random.nextLong(2 * MINUTE + 30 * SECOND);
      attendance.attends(room, come, end + random.nextLong(30 * SECOND));
    }
  }

  /** Every half hour 92 come in 31 s, to eight rooms, for a quarter of an hour. */
  void bursts() {
    calm(3 * HOUR, 0.3);
    for (long begin = 30 * MINUTE; begin < 3 * HOUR; begin += 30 * MINUTE) {
      burst(begin);
    }
  }

  private void burst(long begin) {
    long people = scaled(BURST);
    var rooms = new int[Math.toIntExact(scaled(BURST_ROOMS))];
    for (int i = 0; i < rooms.length; i++) {
      rooms[i] = attendance.conference();
    }
    for (int i = 0; i < people; i++) {
      long come = begin + i * BURST_LENGTH / people;
      long stay = 15 * MINUTE + random.nextLong(MINUTE);
      attendance.attends(rooms[i % rooms.length], come, come + stay);
    }
  }

  /** One conference, from one person to 500 in five minutes, for an hour. */
  void webinar() {
    calm(3 * HOUR, 0.2);
    int room = attendance.conference();
    long people = scaled(WEBINAR);
    long begin = HOUR;
    for (int i = 0; i < people; i++) {
      long come = begin + i * 5 * MINUTE / people;
      long go = begin + 65 * MINUTE + random.nextLong(5 * MINUTE);
      attendance.attends(room, come, i == 0 ? begin + 71 * MINUTE : go);
    }
  }

  /** All come in the first hour; of each meeting one or two people stay for hours. */
  void slowTail() {
    for (long minute = 0; minute < HOUR; minute += MINUTE) {
      double meetingsNow = peak / Meetings.meanStress() / 60;
      for (double i = random.nextDouble(); i < meetingsNow; i++) {
        tailed(minute + random.nextLong(MINUTE));
      }
    }
  }

  private void tailed(long begin) {
    int room = attendance.conference();
    int people = meetings.size();
    long length = HOUR + random.nextLong(20 * MINUTE);
    for (int i = 0; i < people; i++) {
      long stay = i < 2 ? length + meetings.after(2 * HOUR) : length;
      attendance.attends(room, begin + (i == 0 ? 0 : meetings.after(40 * SECOND)), begin + stay);
    }
  }

  /** Half of the peak, and every eight minutes three quarters of a bridge more, then less. */
  void flapping() {
    calm(6 * HOUR, 0.5);
    for (long begin = HOUR; begin < 6 * HOUR; begin += 8 * MINUTE) {
      for (int i = 0; i < 6; i++) {
        meetings.hold(begin + random.nextLong(30 * SECOND), 10, 4 * MINUTE);
      }
    }
  }

  /** Meetings all the time, after half an hour in which they become that many. */
  private void calm(long to, double part) {
    for (long minute = 0; minute < to; minute += MINUTE) {
      meetings.begin(minute, peak * part);
    }
  }

  private long scaled(int number) {
    return Math.max(1, Math.round(number * peak / USUAL_PEAK));
  }
}
