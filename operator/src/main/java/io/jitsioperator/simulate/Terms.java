package io.jitsioperator.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a policy is told before a run.
 *
 * @param min the fewest bridges, 1 or more
 * @param max the most bridges, not fewer
 * @param target the stress that bridges should have; empty = the policy's own default
 * @param autoscaling {@code spec.autoscaling} of the BridgePool that the user named; empty if there
 *     is none. For our own policy
 */
public record Terms(int min, int max, OptionalDouble target, Optional<JsonNode> autoscaling) {}
