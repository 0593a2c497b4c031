package io.jitsioperator.world;

import java.time.Instant;
import java.util.Optional;

/**
 * How one bridge shows itself in the brewery of a shard (Jitsi contracts §4.1, §3.6). What is empty
 * was not said: that is never zero and never false.
 *
 * @param nick its occupant name, which is the name of its pod
 * @param version as Jicofo compares it: {@code version}, or {@code version-release}
 * @param relayId its name among relays
 * @param region as it tells Jicofo
 * @param stress {@code stress_level}, ≥ 0; 1 = at the threshold of its load
 * @param localEndpoints participants that are connected to this very bridge, ≥ 0
 * @param drain it asks not to be chosen
 * @param gracefulShutdown it ends when it is empty
 * @param shuttingDown it ends now
 * @param healthy by its own checks
 * @param joined when we saw it first, by our clock
 * @param changed when its {@code current_timestamp} last became another one, by our clock; empty
 *     until it has done so once, because a room replays the last word of a bridge that hangs
 */
public record BridgePresence(
    String nick,
    Optional<String> version,
    Optional<String> relayId,
    Optional<String> region,
    Optional<Double> stress,
    Optional<Integer> localEndpoints,
    Optional<Boolean> drain,
    Optional<Boolean> gracefulShutdown,
    Optional<Boolean> shuttingDown,
    Optional<Boolean> healthy,
    Instant joined,
    Optional<Instant> changed) {}
