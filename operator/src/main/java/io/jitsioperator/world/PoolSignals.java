package io.jitsioperator.world;

import java.util.List;
import java.util.Map;

/**
 * All that Jitsi's processes have told us of one pool's bridges.
 *
 * @param breweries the room of each shard that the pool serves
 * @param jicofos the bridges that each shard's Jicofo knows; not asked unless somebody wants it
 * @param bridges by UID of the pod
 * @param ports whether its REST API accepts connections, by UID of the pod; of those only that are
 *     asked for
 */
public record PoolSignals(
    Map<ShardId, BreweryRoom> breweries,
    Map<ShardId, Answer<List<JicofoBridge>>> jicofos,
    Map<String, BridgeReport> bridges,
    Map<String, PortReport> ports) {

  public PoolSignals {
    ports = Map.copyOf(ports);
    breweries = Map.copyOf(breweries);
    jicofos = Map.copyOf(jicofos);
    bridges = Map.copyOf(bridges);
  }

  /** Of bridges whose ports nobody tries. */
  public PoolSignals(
      Map<ShardId, BreweryRoom> breweries,
      Map<ShardId, Answer<List<JicofoBridge>>> jicofos,
      Map<String, BridgeReport> bridges) {
    this(breweries, jicofos, bridges, Map.of());
  }

  /** Nothing has been heard yet. */
  public static PoolSignals none() {
    return new PoolSignals(Map.of(), Map.of(), Map.of());
  }

  /** What is seen in the brewery of that shard. */
  public BreweryRoom brewery(ShardId shard) {
    return breweries.getOrDefault(shard, new BreweryRoom.Coming());
  }

  /** What that shard's Jicofo says of its bridges. */
  public Answer<List<JicofoBridge>> jicofo(ShardId shard) {
    return jicofos.getOrDefault(shard, new Answer.NotAsked<>());
  }

  /** What the bridge in that pod says. */
  public BridgeReport bridge(String podUid) {
    return bridges.getOrDefault(podUid, BridgeReport.unasked(podUid));
  }
}
