package io.jitsioperator.testbed.jitsi;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jivesoftware.smack.AbstractXMPPConnection;
import org.jivesoftware.smack.iqrequest.AbstractIqRequestHandler;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StanzaError;

/** Jicofo's requests at a bridge's connection to one server. One that hangs answers later. */
final class BridgeRequest extends AbstractIqRequestHandler {

  private static final Duration LOOK = Duration.ofMillis(50);

  private final List<String> rooms;
  private final JvbFaults faults;
  private final Function<IQ, IQ> answer;

  private BridgeRequest(
      String element,
      String namespace,
      IQ.Type type,
      List<String> rooms,
      JvbFaults faults,
      Function<IQ, IQ> answer) {
    super(element, namespace, type, Mode.async);
    this.rooms = rooms;
    this.faults = faults;
    this.answer = answer;
  }

  /**
   * From now on all kinds of requests are answered.
   *
   * @param rooms whose occupants are heard
   */
  static void answer(
      AbstractXMPPConnection connection,
      List<String> rooms,
      JvbFaults faults,
      JvbRequests requests) {
    connection.registerIQRequestHandler(
        new BridgeRequest(
            ColibriIq.REQUEST,
            ColibriIq.NAMESPACE,
            IQ.Type.set,
            rooms,
            faults,
            asked -> requests.modify((ColibriIq) asked)));
    connection.registerIQRequestHandler(
        new BridgeRequest(
            HealthIq.ELEMENT,
            HealthIq.NAMESPACE,
            IQ.Type.get,
            rooms,
            faults,
            asked ->
                requests.healthy()
                    ? IQ.createResultIQ(asked)
                    : IQ.createErrorResponse(asked, StanzaError.Condition.internal_server_error)));
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
      return answer.apply(iq);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return IQ.createErrorResponse(iq, StanzaError.Condition.internal_server_error);
    }
  }
}
