package io.jitsioperator.simulate.run;

/**
 * What a policy has cost, and what it has done to people.
 *
 * @param policy its name
 * @param overloadParticipantMinutes minutes that people were on a bridge whose true stress was over
 *     0.8, or wanted to be in a call and had no bridge
 * @param participantMinutes minutes that people were, or wanted to be, in calls
 * @param lateJoins people who came when their bridge was overloaded already (true stress 0.8 or
 *     more), or to no bridge; not those who come back after they were cut off
 * @param cutOff people whose bridge was ended under them
 * @param moves people who were moved to another bridge on purpose
 * @param bridgeHours from the creation of each pod to its end
 * @param nodeHours of warm nodes while a bridge is on them, and of added ones while they are there
 * @param fluidBridgeHours the least that could bear this load: as many bridges as the load needs at
 *     0.8, but never fewer than the minimum, at every moment
 * @param flaps how often the size went up within ten minutes after it went down, or the other way
 *     round
 */
public record Result(
    String policy,
    double overloadParticipantMinutes,
    double participantMinutes,
    long lateJoins,
    long cutOff,
    long moves,
    double bridgeHours,
    double nodeHours,
    double fluidBridgeHours,
    long flaps) {}
