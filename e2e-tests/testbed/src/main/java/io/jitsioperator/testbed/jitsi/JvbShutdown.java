package io.jitsioperator.testbed.jitsi;

import java.util.Map;

/** Leads one run of a bridge to its end, at the times that its configuration says. */
final class JvbShutdown {

  private final JvbConfig config;
  private final JvbTimers timers;
  private final LogBuffer log;
  private final Runnable end;
  private JvbEnding ending = JvbEnding.NONE;

  /** {@code end}: the process shall exit with status 0. */
  JvbShutdown(JvbConfig config, JvbTimers timers, LogBuffer log, Runnable end) {
    this.config = config;
    this.timers = timers;
    this.log = log;
    this.end = end;
  }

  /** Somebody asks for its end by REST, while so many endpoints are there. */
  synchronized void request(boolean politely, int endpoints) {
    log.add(politely ? "Asked to end when nobody is left." : "Asked to end now.");
    step(ending.asked(politely));
    endpoints(endpoints);
  }

  /** So many local endpoints are left. */
  synchronized void endpoints(int left) {
    step(ending.seeing(left, config.minParticipants()));
  }

  private synchronized void patienceOver() {
    step(ending.impatient());
  }

  private void step(JvbEnding next) {
    boolean moved = next.phase() != ending.phase();
    ending = next;
    if (!moved) {
      return;
    }
    switch (next.phase()) {
      case EMPTYING -> {
        log.add("Takes no new conferences, and waits at most " + config.gracefulMaxDuration());
        timers.after(config.gracefulMaxDuration(), this::patienceOver);
      }
      case LEAVING -> {
        log.add("Ends in " + config.shuttingDownDelay());
        timers.after(config.shuttingDownDelay(), end);
      }
      case SERVING -> throw new IllegalStateException("no step leads back");
    }
  }

  /** Whether its end was asked for. */
  synchronized boolean begun() {
    return ending.phase() != JvbEnding.Phase.SERVING;
  }

  /** Whether a conference may begin. */
  synchronized boolean acceptsNewConferences() {
    return ending.phase() != JvbEnding.Phase.EMPTYING;
  }

  /** Its part of the statistics. */
  synchronized Map<String, Object> stats() {
    return ending.stats();
  }
}
