/**
 * A real Kubernetes control plane on this machine: etcd, API server, controller manager, scheduler.
 */
@NullMarked
package io.jitsioperator.testbed.controlplane;

import org.jspecify.annotations.NullMarked;
