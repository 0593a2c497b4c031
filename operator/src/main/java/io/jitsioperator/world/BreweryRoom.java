package io.jitsioperator.world;

import java.time.Instant;
import java.util.Map;

/** What the operator sees inside a shard's brewery room, where bridges meet Jicofo. */
public sealed interface BreweryRoom {

  /**
   * The operator has only just begun to look and was not inside yet: nothing contradicts what was
   * said before.
   */
  record Coming() implements BreweryRoom {}

  /** The operator is not inside: nothing is known of any bridge. */
  record Unseen(String why) implements BreweryRoom {}

  /**
   * The operator is inside.
   *
   * @param since when it came in, by our clock
   * @param bridges by nick; who is not in here is not in the room
   */
  record Seen(Instant since, Map<String, BridgePresence> bridges) implements BreweryRoom {

    public Seen {
      bridges = Map.copyOf(bridges);
    }
  }
}
