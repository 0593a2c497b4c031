/**
 * A user's stories, from {@code helm install} to the end of everything, in a cluster with a real
 * kubelet: what no simulated node can prove.
 */
@NullMarked
package io.jitsioperator.scenarios;

import org.jspecify.annotations.NullMarked;
