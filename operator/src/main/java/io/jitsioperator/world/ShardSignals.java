package io.jitsioperator.world;

import java.util.Map;
import java.util.Optional;

/**
 * All that Jitsi's own processes have told us of one shard.
 *
 * @param jicofo absent while there is no Jicofo pod to ask
 * @param brewery what our login to the brewery Prosody showed
 * @param ports by pod name
 */
public record ShardSignals(
    Optional<JicofoReport> jicofo, BreweryReport brewery, Map<String, PortReport> ports) {

  public ShardSignals {
    ports = Map.copyOf(ports);
  }

  /** Nothing has been heard yet. */
  public static ShardSignals none() {
    return new ShardSignals(Optional.empty(), new BreweryReport.Unknown("not tried yet"), Map.of());
  }
}
