package io.jitsioperator.plan.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jitsioperator.api.v1alpha1.Updates.Window;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** When a window is open, by the calendar and clock of its time zone. */
final class UpdateWindowTest {

  private static final String BERLIN = "Europe/Berlin";
  private static final String NEVER = "never";

  /** At that time the window is open, or opens next. */
  private record Row(String why, Window window, String now, String open) {}

  private static Stream<Row> rows() {
    var nights = new Window("0 2 * * *", BERLIN, "2h");
    var half = new Window("30 2 * * *", BERLIN, "1h");
    var hours = new Window("30 * * * *", BERLIN, "10m");
    var saturdays = new Window("0 2 * * 6", "America/New_York", "90m");
    return Stream.of(
        row("before", nights, "2026-11-23T20:00:00Z", "2026-11-24T01:00:00Z"),
        row("at its start", nights, "2026-11-24T01:00:00Z", "2026-11-24T01:00:00Z"),
        row("a second before its end", nights, "2026-11-24T02:59:59Z", "2026-11-24T02:59:59Z"),
        row("at its end", nights, "2026-11-24T03:00:00Z", "2026-11-25T01:00:00Z"),
        row("in summer", nights, "2026-07-01T12:00:00Z", "2026-07-02T00:00:00Z"),
        row("days of the week", saturdays, "2026-11-23T20:00:00Z", "2026-11-28T07:00:00Z"),
        row(
            "a length of days",
            new Window("0 0 1 * *", "UTC", "7d"),
            "2026-11-07T23:59:59Z",
            "2026-11-07T23:59:59Z"),
        row(
            "either of two days",
            new Window("0 2 1 * 1", "UTC", "1h"),
            "2026-11-30T03:00:00Z",
            "2026-12-01T02:00:00Z"),
        row(
            "names of days",
            new Window("0 2 * * SAT,SUN", "UTC", "1h"),
            "2026-11-28T12:00:00Z",
            "2026-11-29T02:00:00Z"),
        row(
            "leap days",
            new Window("0 0 29 2 *", "UTC", "1h"),
            "2026-11-23T20:00:00Z",
            "2028-02-29T00:00:00Z"),
        // 2026-03-29: 2:00 is followed by 3:00 in Berlin.
        row("a start that does not exist", half, "2026-03-29T00:00:00Z", "2026-03-30T00:30:00Z"),
        row("a longer day before", half, "2026-03-28T01:00:00Z", "2026-03-28T01:30:00Z"),
        row("hourly over the gap", hours, "2026-03-29T00:40:00Z", "2026-03-29T01:30:00Z"),
        // 2026-10-25: 2:00 to 3:00 comes twice in Berlin, first as 0:00Z, then as 1:00Z.
        row("the first of two hours", half, "2026-10-24T23:00:00Z", "2026-10-25T00:30:00Z"),
        row("an hour later by any clock", half, "2026-10-25T01:29:59Z", "2026-10-25T01:29:59Z"),
        row("not again in the second", half, "2026-10-25T01:30:00Z", "2026-10-26T01:30:00Z"),
        row("hourly in the second", hours, "2026-10-25T00:40:00Z", "2026-10-25T01:30:00Z"),
        row(
            "60 is no minute",
            new Window("60 2 * * *", "UTC", "1h"),
            "2026-11-23T20:00:00Z",
            NEVER),
        row(
            "a day that does not exist",
            new Window("0 2 30 2 *", "UTC", "1h"),
            "2026-11-23T20:00:00Z",
            NEVER),
        row(
            "a place that does not exist",
            new Window("0 2 * * *", "Europe/Bonn", "1h"),
            "2026-11-23T20:00:00Z",
            NEVER));
  }

  @TestFactory
  Stream<DynamicTest> table() {
    return rows().map(row -> DynamicTest.dynamicTest(row.why(), () -> check(row)));
  }

  private static void check(Row row) {
    var now = Instant.parse(row.now());
    var open = UpdateWindow.of(row.window(), now).firstOpen(now);
    assertEquals(row.open(), open.map(Instant::toString).orElse(NEVER), row.why());
  }

  @Test
  void withoutAWindowItIsAlwaysOpen() {
    assertEquals(Optional.of(Worlds.NOW), UpdateWindow.of(null, Worlds.NOW).firstOpen(Worlds.NOW));
  }

  @Test
  void saysWhatIsWrong() {
    assertWrong(
        "spec.updates.window.cron 60 2 * * * cannot be read: Value 60 not in range [0, 59].",
        new Window("60 2 * * *", "UTC", "1h"));
    assertWrong(
        "spec.updates.window.cron 0 2 30 2 * names no day that exists.",
        new Window("0 2 30 2 *", "UTC", "1h"));
    assertWrong(
        "spec.updates.window.timeZone Europe/Bonn is no time zone that is known here.",
        new Window("0 2 * * *", "Europe/Bonn", "1h"));
  }

  private static void assertWrong(String sentence, Window window) {
    var read = UpdateWindow.of(window, Worlds.NOW);
    assertTrue(read instanceof UpdateWindow.Unusable, window.toString());
    assertEquals(new UpdateWindow.Unusable(sentence), read);
  }

  private static Row row(String why, Window window, String now, String open) {
    return new Row(why, window, now, open);
  }
}
