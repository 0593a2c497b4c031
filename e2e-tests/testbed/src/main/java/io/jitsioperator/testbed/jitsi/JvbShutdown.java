package io.jitsioperator.testbed.jitsi;

import java.util.Map;

/**
 * The way of a bridge to its end. It never leads back.
 *
 * <p>Source: {@code jitsi/jitsi-videobridge
 * jvb/src/main/kotlin/org/jitsi/videobridge/shutdown/ShutdownManager.kt@4bb0aead1}.
 */
final class JvbShutdown {

  private enum State {
    RUNNING,
    GRACEFUL_SHUTDOWN,
    SHUTTING_DOWN
  }

  private final JvbConfig config;
  private final JvbTimers timers;
  private final LogBuffer log;
  private final Runnable end;
  private State state = State.RUNNING;
  private boolean graceful;

  /** {@code end}: the process shall exit with status 0. */
  JvbShutdown(JvbConfig config, JvbTimers timers, LogBuffer log, Runnable end) {
    this.config = config;
    this.timers = timers;
    this.log = log;
    this.end = end;
  }

  /** A request by REST. */
  synchronized void request(boolean gracefully, int endpoints) {
    log.add("Received shutdown request, graceful=" + gracefully);
    if (!gracefully) {
      shutDown();
    } else if (state == State.RUNNING) {
      state = State.GRACEFUL_SHUTDOWN;
      graceful = true;
      log.add(
          "Entered graceful shutdown mode, will stay in this mode for up to "
              + config.gracefulMaxDuration());
      timers.after(config.gracefulMaxDuration(), this::expired);
      endpoints(endpoints);
    }
  }

  private synchronized void expired() {
    if (state == State.GRACEFUL_SHUTDOWN) {
      log.add("Graceful shutdown period expired, changing to SHUTTING_DOWN.");
      shutDown();
    }
  }

  /** So many local endpoints are left. */
  synchronized void endpoints(int left) {
    if (state == State.GRACEFUL_SHUTDOWN && left <= config.minParticipants()) {
      log.add("Entering SHUTTING_DOWN with " + left + " participants.");
      shutDown();
    }
  }

  private void shutDown() {
    if (state != State.SHUTTING_DOWN) {
      state = State.SHUTTING_DOWN;
      log.add("Will shut down in " + config.shuttingDownDelay());
      timers.after(config.shuttingDownDelay(), this::now);
    }
  }

  private void now() {
    log.add("Videobridge is shutting down NOW");
    end.run();
  }

  /** Whether a conference may begin; in the last phase nothing is refused any more. */
  synchronized boolean acceptsNewConferences() {
    return state != State.GRACEFUL_SHUTDOWN;
  }

  /** Its part of the statistics. */
  synchronized Map<String, Object> stats() {
    return Map.of("graceful_shutdown", graceful, "shutting_down", state == State.SHUTTING_DOWN);
  }
}
