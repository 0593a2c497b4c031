package io.jitsioperator.world;

import java.util.Map;
import java.util.Optional;

/**
 * All that Jitsi's own processes have told us of one shard.
 *
 * @param jicofo absent while there is no Jicofo pod to ask
 * @param brewery what our login to the brewery Prosody showed
 * @param room who is seen in the brewery room; looked into only while a pool wants it
 * @param ports by pod name
 */
public record ShardSignals(
    Optional<JicofoReport> jicofo,
    BreweryReport brewery,
    BreweryRoom room,
    Map<String, PortReport> ports) {

  public ShardSignals {
    ports = Map.copyOf(ports);
  }

  /** Of a shard whose room nobody looks into. */
  public ShardSignals(
      Optional<JicofoReport> jicofo, BreweryReport brewery, Map<String, PortReport> ports) {
    this(jicofo, brewery, new BreweryRoom.Unseen("not looked yet"), ports);
  }

  /** Nothing has been heard yet. */
  public static ShardSignals none() {
    return new ShardSignals(Optional.empty(), new BreweryReport.Unknown("not tried yet"), Map.of());
  }
}
