package io.jitsioperator.testbed.jitsi;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What is wrong with one bridge now: at most one fault of each type. */
final class JvbFaults {

  private final Map<Class<? extends JvbFault>, JvbFault> faults = new ConcurrentHashMap<>();

  void set(JvbFault fault) {
    faults.put(fault.getClass(), fault);
  }

  void heal(Class<? extends JvbFault> type) {
    faults.remove(type);
  }

  void healAll() {
    faults.clear();
  }

  <F extends JvbFault> Optional<F> of(Class<F> type) {
    return Optional.ofNullable(faults.get(type)).map(type::cast);
  }

  boolean has(Class<? extends JvbFault> type) {
    return faults.containsKey(type);
  }

  /** The time as this bridge believes it. */
  Instant now() {
    Duration skew =
        of(JvbFault.SkewedClock.class).map(JvbFault.SkewedClock::by).orElse(Duration.ZERO);
    return Instant.now().plus(skew);
  }
}
