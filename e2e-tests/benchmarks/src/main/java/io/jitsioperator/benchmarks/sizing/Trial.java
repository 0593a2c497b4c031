package io.jitsioperator.benchmarks.sizing;

import io.jitsioperator.simulate.run.Result;

/**
 * One run of one setting.
 *
 * @param load its name
 * @param policy its name
 * @param setting the numbers of the policy, in words
 * @param usual whether these are the numbers of those who change nothing
 * @param seed of load and terrain
 * @param days that it lasted
 * @param result what came out
 */
public record Trial(
    String load,
    String policy,
    String setting,
    boolean usual,
    long seed,
    double days,
    Result result) {

  /** Minutes of people on overloaded bridges, or without one, as a part of all their minutes. */
  double overload() {
    double all = result.participantMinutes();
    return all == 0 ? 0 : result.overloadParticipantMinutes() / all;
  }

  /** Bridge-hours, as a multiple of the fluid bound. */
  double cost() {
    return result.bridgeHours() / result.fluidBridgeHours();
  }

  /** Node-hours, as a multiple of the fluid bound. */
  double nodeCost() {
    return result.nodeHours() / result.fluidBridgeHours();
  }

  /** Changes of direction a day. */
  double flaps() {
    return result.flaps() / days;
  }
}
