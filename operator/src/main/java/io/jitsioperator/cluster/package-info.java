/** Carries out the Kubernetes part of an intent, and only what differs. */
@NullMarked
package io.jitsioperator.cluster;

import org.jspecify.annotations.NullMarked;
