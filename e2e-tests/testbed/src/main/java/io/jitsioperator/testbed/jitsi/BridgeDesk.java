package io.jitsioperator.testbed.jitsi;

import io.jitsioperator.simulate.BridgeSelection;
import io.jitsioperator.simulate.BridgeState;
import io.jitsioperator.simulate.Seats;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jivesoftware.smack.AbstractXMPPConnection;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.IQ;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;

/** What all conferences of one Jicofo do with bridges: choose one, and tell it who is on it. */
final class BridgeDesk {

  private final BridgeSelection selection;
  private final BridgeBrewery brewery;
  private final LogBuffer log;
  private final AtomicInteger removed = new AtomicInteger();
  private final AtomicInteger moved = new AtomicInteger();
  private volatile @Nullable AbstractXMPPConnection connection;

  BridgeDesk(JicofoConfig config, BridgeBrewery brewery, LogBuffer log) {
    this.selection = new BridgeSelection(config.selection());
    this.brewery = brewery;
    this.log = log;
    ColibriIq.register();
  }

  /** From now on bridges are reached over this connection; null = not at all. */
  void connected(@Nullable AbstractXMPPConnection now) {
    connection = now;
  }

  /** JID of the bridge for one more participant of a conference that sits there. */
  Optional<String> choose(List<Seats> seats) {
    return selection.choose(brewery.states(), seats, "").map(BridgeState::jid);
  }

  /**
   * Tells a bridge who is on it, and waits for its answer.
   *
   * @return where its media is; empty if it refuses or does not answer
   */
  Optional<InetSocketAddress> tell(
      String bridge, String room, boolean create, Set<String> endpoints, int remote) {
    AbstractXMPPConnection current = connection;
    if (current == null) {
      return Optional.empty();
    }
    try {
      ColibriIq request = ColibriIq.request(room, create, endpoints, remote);
      request.setTo(JidCreate.entityFullFrom(bridge));
      IQ answer = current.createStanzaCollectorAndSend(request).nextResultOrThrow();
      return answer instanceof ColibriIq done
          ? Optional.of(address(done.media()))
          : Optional.empty();
    } catch (XMPPException | SmackException | XmppStringprepException e) {
      log.add("[room=" + room + "] The bridge " + bridge + " has refused: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  /** Whether a bridge is well; a lost connection says nothing against it. */
  BridgeRounds.Answer health(String bridge) throws InterruptedException {
    AbstractXMPPConnection current = connection;
    if (current == null) {
      return BridgeRounds.Answer.WELL;
    }
    try {
      HealthIq question = new HealthIq();
      question.setTo(JidCreate.entityFullFrom(bridge));
      current.createStanzaCollectorAndSend(question).nextResultOrThrow();
      return BridgeRounds.Answer.WELL;
    } catch (XMPPException.XMPPErrorException e) {
      return BridgeRounds.Answer.SICK;
    } catch (SmackException.NoResponseException e) {
      return BridgeRounds.Answer.NONE;
    } catch (SmackException e) {
      return BridgeRounds.Answer.WELL;
    } catch (XmppStringprepException e) {
      throw new IllegalStateException("a bridge without a JID: " + bridge, e);
    }
  }

  /** The conference is no longer there; whether the bridge hears it does not matter. */
  void forget(String bridge, String room) {
    AbstractXMPPConnection current = connection;
    if (current != null && brewery.bridges().containsKey(bridge)) {
      try {
        ColibriIq request = ColibriIq.request(room, false, Set.of(), 0);
        request.setTo(JidCreate.entityFullFrom(bridge));
        current.sendIqRequestAsync(request);
      } catch (XmppStringprepException e) {
        throw new IllegalStateException("a bridge without a JID: " + bridge, e);
      }
    }
  }

  private static InetSocketAddress address(String media) {
    int colon = media.lastIndexOf(':');
    return new InetSocketAddress(
        media.substring(0, colon), Integer.parseInt(media.substring(colon + 1)));
  }

  /** A participant was put there. */
  void joined(String bridge) {
    brewery.joined(bridge);
  }

  /** An allocation has failed there: it gets nobody for a while. */
  void failed(String bridge) {
    brewery.failed(bridge);
  }

  /** A bridge has failed under so many people of a conference. */
  void removed(int participants) {
    removed.incrementAndGet();
    moved.addAndGet(participants);
  }

  /** How often a bridge was taken out of a conference because it failed. */
  int removals() {
    return removed.get();
  }

  /** How many people were on those. */
  int rescued() {
    return moved.get();
  }
}
