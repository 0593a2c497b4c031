/** The room cluster against a real API server: what no fake does as it does. */
package io.jitsioperator.cluster;
