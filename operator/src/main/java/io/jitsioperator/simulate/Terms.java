package io.jitsioperator.simulate;

import io.jitsioperator.api.v1alpha1.Autoscaling;
import java.util.OptionalDouble;

/**
 * What a policy is told before a run.
 *
 * @param min the fewest bridges, 1 or more
 * @param max the most bridges, not fewer
 * @param target the stress that bridges should have; empty = the policy's own default
 * @param autoscaling what our own policy is asked for: {@code spec.autoscaling} of the BridgePool
 *     that the user named, or its defaults
 */
public record Terms(int min, int max, OptionalDouble target, Autoscaling autoscaling) {}
