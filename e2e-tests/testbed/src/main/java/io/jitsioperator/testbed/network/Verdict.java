package io.jitsioperator.testbed.network;

/**
 * What the NetworkPolicies say of one connection.
 *
 * @param allowed whether it may be made
 * @param why a sentence that names the policy that allows or the ones that refuse
 */
public record Verdict(boolean allowed, String why) {}
