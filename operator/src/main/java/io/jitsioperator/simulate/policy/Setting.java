package io.jitsioperator.simulate.policy;

import java.util.function.Function;

/**
 * A policy with its numbers, ready to run.
 *
 * @param policy its name, as {@link Policy#name} has it
 * @param words what its numbers are, for tables
 * @param usual whether it is the one that people get who change nothing
 * @param maker makes a policy for one run
 */
public record Setting(String policy, String words, boolean usual, Function<Ground, Policy> maker) {

  /**
   * What a run gives to every policy alike.
   *
   * @param limits between which it chooses
   * @param peak how many bridges the highest load of the run needs at least: the highest point of
   *     the fluid bound
   */
  public record Ground(Limits limits, int peak) {}

  /** A policy for one run. */
  public Policy on(Ground ground) {
    return maker.apply(ground);
  }
}
