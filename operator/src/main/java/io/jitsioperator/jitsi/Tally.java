package io.jitsioperator.jitsi;

import io.jitsioperator.world.PortReport;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the watch does, for {@code /metrics}. */
final class Tally {

  final LongAdder answers = new LongAdder();
  final LongAdder refusals = new LongAdder();
  final LongAdder silences = new LongAdder();
  final LongAdder loginFailures = new LongAdder();
  final LongAdder notifications = new LongAdder();
  final AtomicInteger logins = new AtomicInteger();

  void count(Reply reply) {
    switch (reply) {
      case Reply.Body body -> answers.increment();
      case Reply.Refused refused -> refusals.increment();
      case Reply.None none -> silences.increment();
    }
  }

  void count(PortReport.State state) {
    switch (state) {
      case ACCEPTS -> {}
      case REFUSES -> refusals.increment();
      case SILENT -> silences.increment();
    }
  }

  WatchCounts counts(int shards) {
    return new WatchCounts(
        shards,
        logins.get(),
        answers.sum(),
        refusals.sum(),
        silences.sum(),
        loginFailures.sum(),
        notifications.sum());
  }
}
