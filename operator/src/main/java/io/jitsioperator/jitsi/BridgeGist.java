package io.jitsioperator.jitsi;

import io.jitsioperator.world.BridgePresence;
import java.util.Optional;

/** That part of a bridge's presence on which decisions hang. */
record BridgeGist(
    Optional<String> version,
    Optional<String> relayId,
    Optional<String> region,
    Optional<Integer> localEndpoints,
    Optional<Boolean> drain,
    Optional<Boolean> gracefulShutdown,
    Optional<Boolean> shuttingDown,
    Optional<Boolean> healthy) {

  private record Detail(Optional<Double> stress, Optional<Integer> localEndpoints) {}

  static News news(BridgePresence was, BridgePresence is) {
    return News.between(of(was), of(is), detail(was), detail(is));
  }

  /** Of the number of endpoints only whether there are any. */
  private static BridgeGist of(BridgePresence bridge) {
    return new BridgeGist(
        bridge.version(),
        bridge.relayId(),
        bridge.region(),
        bridge.localEndpoints().map(Integer::signum),
        bridge.drain(),
        bridge.gracefulShutdown(),
        bridge.shuttingDown(),
        bridge.healthy());
  }

  private static Detail detail(BridgePresence bridge) {
    return new Detail(bridge.stress(), bridge.localEndpoints());
  }
}
