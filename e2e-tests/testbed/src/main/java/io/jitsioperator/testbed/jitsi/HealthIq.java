package io.jitsioperator.testbed.jitsi;

import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.SimpleIQ;

/** Jicofo's question whether a bridge is well. */
final class HealthIq extends SimpleIQ {

  static final String ELEMENT = "healthcheck";
  static final String NAMESPACE = "http://jitsi.org/protocol/healthcheck";

  HealthIq() {
    super(ELEMENT, NAMESPACE);
    setType(IQ.Type.get);
  }
}
