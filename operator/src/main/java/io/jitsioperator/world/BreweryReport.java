package io.jitsioperator.world;

import java.time.Instant;

/** What the operator's own login to the brewery Prosody showed. */
public sealed interface BreweryReport {

  /** Not tried yet, or the try came to no end (connection lost, time-out). */
  record Unknown(String why) implements BreweryReport {}

  /** Nobody listens on the brewery's port. */
  record Unreachable(Instant since, String why) implements BreweryReport {}

  /** Prosody answered and refused the operator's login. */
  record LoginRefused(Instant since, String why) implements BreweryReport {}

  /** Logged in, but the brewery room does not exist: Jicofo, which makes it, has not logged in. */
  record RoomAbsent(Instant since) implements BreweryReport {}

  /** Logged in, and the brewery room exists. */
  record RoomExists(Instant at) implements BreweryReport {}
}
