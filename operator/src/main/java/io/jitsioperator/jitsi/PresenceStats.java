package io.jitsioperator.jitsi;

import io.jitsioperator.world.BridgePresence;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a bridge shows in its presence, by name (Jitsi contracts §3.6, §4.1). Any of it may be
 * missing (a filter) or nonsense: both are empty.
 */
record PresenceStats(Map<String, String> stats) {

  /** All values of real bridges are far shorter; anything may stand in a presence. */
  private static final int LONGEST = 256;

  PresenceStats {
    stats = Map.copyOf(stats);
  }

  /** Its own clock, of which only the change counts. */
  Optional<String> timestamp() {
    return text("current_timestamp");
  }

  BridgePresence presence(String nick, Instant joined, Optional<Instant> changed) {
    return new BridgePresence(
        nick,
        text("version").map(version -> FullVersion.of(version, text("release"))),
        text("relay_id"),
        text("region"),
        measure("stress_level"),
        count("local_endpoints"),
        flag("drain"),
        flag("graceful_shutdown"),
        flag("shutting_down"),
        flag("healthy"),
        joined,
        changed);
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(stats.get(name))
        .filter(text -> !text.isBlank() && !text.equals("null") && text.length() <= LONGEST);
  }

  private Optional<Boolean> flag(String name) {
    return text(name)
        .filter(text -> text.equals("true") || text.equals("false"))
        .map("true"::equals);
  }

  private Optional<Integer> count(String name) {
    return text(name).flatMap(PresenceStats::parseCount);
  }

  private static Optional<Integer> parseCount(String text) {
    try {
      return Optional.of(Integer.parseInt(text)).filter(count -> count >= 0);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private Optional<Double> measure(String name) {
    return text(name).flatMap(PresenceStats::parseMeasure);
  }

  private static Optional<Double> parseMeasure(String text) {
    try {
      return Optional.of(Double.parseDouble(text))
          .filter(measure -> measure >= 0 && Double.isFinite(measure));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
