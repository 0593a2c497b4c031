/** Stands in for cluster DNS, endpoints and the enforcement of NetworkPolicies. */
@NullMarked
package io.jitsioperator.testbed.network;

import org.jspecify.annotations.NullMarked;
