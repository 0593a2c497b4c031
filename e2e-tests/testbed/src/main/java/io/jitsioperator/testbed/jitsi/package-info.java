/**
 * What runs in a shard's pods: a real Prosody, a simulated Jicofo, simulated bridges, a stand-in
 * for the web front end, each configured only by what the image of {@code stable-11146-2} reads.
 */
@NullMarked
package io.jitsioperator.testbed.jitsi;

import org.jspecify.annotations.NullMarked;
