package io.jitsioperator.testbed.jitsi;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jivesoftware.smack.iqrequest.AbstractIqRequestHandler;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StanzaError;

/** Jicofo's requests at a bridge's connection to one server. One that hangs answers later. */
final class ColibriRequests extends AbstractIqRequestHandler {

  private static final Duration LOOK = Duration.ofMillis(50);

  private final List<String> rooms;
  private final JvbFaults faults;
  private final Function<ColibriIq, IQ> calls;

  /**
   * A handler.
   *
   * @param rooms whose occupants are heard
   * @param calls makes the answer
   */
  ColibriRequests(List<String> rooms, JvbFaults faults, Function<ColibriIq, IQ> calls) {
    super(ColibriIq.REQUEST, ColibriIq.NAMESPACE, IQ.Type.set, Mode.async);
    this.rooms = rooms;
    this.faults = faults;
    this.calls = calls;
  }

  @Override
  public IQ handleIQRequest(IQ iq) {
    if (!rooms.contains(iq.getFrom().asBareJid().toString())) {
      return IQ.createErrorResponse(iq, StanzaError.Condition.forbidden);
    }
    try {
      while (faults.has(JvbFault.Hang.class)) {
        Thread.sleep(LOOK);
      }
      return calls.apply((ColibriIq) iq);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return IQ.createErrorResponse(iq, StanzaError.Condition.internal_server_error);
    }
  }
}
