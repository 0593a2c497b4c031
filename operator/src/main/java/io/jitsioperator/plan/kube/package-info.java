/** Small builders that every component shares: names, labels, probes, security contexts, hashes. */
@NullMarked
package io.jitsioperator.plan.kube;

import org.jspecify.annotations.NullMarked;
