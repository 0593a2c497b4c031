package io.jitsioperator.jitsi;

import io.jitsioperator.intent.Watch;
import io.jitsioperator.world.PortReport;
import io.jitsioperator.world.PortReport.State;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Looks whether one port of one pod accepts TCP connections. */
final class PortProbe {

  private final Watch.Target target;
  private final InstantSource clock;
  private final Tally tally;
  private volatile Optional<PortReport> report = Optional.empty();

  PortProbe(Watch.Target target, InstantSource clock, Tally tally) {
    this.target = target;
    this.clock = clock;
    this.tally = tally;
  }

  /** Empty until the first look has ended. */
  Optional<PortReport> report() {
    return report;
  }

  /** Looks once; whether the port has begun to accept since the look before. */
  boolean look() throws InterruptedException {
    State state = TcpPort.state(target);
    tally.count(state);
    Instant now = clock.instant();
    Instant since = report.filter(last -> last.state() == state).map(PortReport::since).orElse(now);
    boolean opened =
        state == State.ACCEPTS && report.filter(last -> last.state() != state).isPresent();
    report = Optional.of(new PortReport(target.podUid(), state, since, now));
    return opened;
  }
}
