/** The ways into a cluster that the README offers, tried on a real API server: Helm and kubectl. */
package io.jitsioperator.install;
