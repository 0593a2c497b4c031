package io.jitsioperator.testbed.jitsi;

import org.jivesoftware.smack.packet.IQ;

/** What a bridge answers to Jicofo. */
interface JvbRequests {

  /** Who of a conference shall be here. */
  IQ modify(ColibriIq asked);

  /** Whether its own last health check went well. */
  boolean healthy();
}
