package io.jitsioperator.world;

/**
 * One bridge as a Jicofo sees it, from {@code bridge_selector} of {@code /debug} (Jitsi contracts
 * §5.2; {@code reference/captured/jicofo-debug.json}).
 *
 * @param nick its occupant name
 * @param version as Jicofo compares it
 * @param operational it takes participants
 * @param overloaded its corrected stress is at the threshold or above
 * @param drain it is chosen only if no other can be
 * @param inShutdown it is in graceful shutdown or shuts down
 * @param endpoints participants that this Jicofo has on it, ≥ 0
 */
public record JicofoBridge(
    String nick,
    String version,
    boolean operational,
    boolean overloaded,
    boolean drain,
    boolean inShutdown,
    int endpoints) {}
