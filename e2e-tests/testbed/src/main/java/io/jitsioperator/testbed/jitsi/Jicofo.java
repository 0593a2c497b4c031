package io.jitsioperator.testbed.jitsi;

import io.jitsioperator.testbed.network.PodNetwork;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jivesoftware.smack.AbstractXMPPConnection;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smackx.disco.ServiceDiscoveryManager;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.MultiUserChatManager;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;
import org.jxmpp.stringprep.XmppStringprepException;

/** One run of a simulated Jicofo: logged in where its configuration says, in its breweries. */
final class Jicofo implements AutoCloseable {

  private final JicofoConfig config;
  private final LogBuffer log;
  private final Supplier<ConferenceBook.Load> load;
  private final BridgeBrewery brewery;
  private final BridgeDesk desk;
  private final BridgeRounds rounds;
  private final FocusManager conferences;

  /** Type to address. Never emptied: Jicofo keeps what it knows over a lost connection. */
  private final Map<String, String> components = new ConcurrentHashMap<>();

  private final List<JicofoConnection> connections = new ArrayList<>();

  // Guarded by this.
  private int counted;
  private int created;

  Jicofo(
      JicofoConfig config, PodNetwork network, Supplier<ConferenceBook.Load> load, LogBuffer log) {
    this.config = config;
    this.log = log;
    this.load = load;
    this.brewery = new BridgeBrewery(new OnBridges(), log);
    this.desk = new BridgeDesk(config, brewery, log);
    this.rounds = new BridgeRounds(desk::health, new OnRounds());
    this.conferences = new FocusManager(config, desk, log);
    connections.add(new JicofoConnection(config.client(), network, new OnClient(), log));
    config
        .service()
        .ifPresent(s -> connections.add(new JicofoConnection(s, network, new OnService(), log)));
  }

  Jicofo start() {
    conferences.start();
    connections.forEach(JicofoConnection::start);
    return this;
  }

  /** Whether it is logged in to the main Prosody. */
  boolean clientRegistered() {
    return connections.getFirst().registered();
  }

  JicofoConfig config() {
    return config;
  }

  BridgeBrewery brewery() {
    return brewery;
  }

  /** The main host has a component of this type at this address. */
  void discovered(String type, String address) {
    components.put(type, address);
  }

  Map<String, String> components() {
    return Map.copyOf(components);
  }

  /** What a test says that there is, beside the conferences that there are. */
  synchronized ConferenceBook.Load load() {
    ConferenceBook.Load now = load.get();
    created += Math.max(0, now.conferences() - counted);
    counted = now.conferences();
    return now;
  }

  /** Conferences that have begun since this run began, as far as anybody has looked. */
  synchronized int created() {
    load();
    return created;
  }

  /** The conferences that people have asked for. */
  FocusManager conferences() {
    return conferences;
  }

  /** What its conferences do with bridges. */
  BridgeDesk desk() {
    return desk;
  }

  @Override
  public void close() {
    rounds.close();
    conferences.close();
    connections.forEach(JicofoConnection::close);
  }

  private final class OnClient implements JicofoConnection.Listener {

    @Override
    public void registered(AbstractXMPPConnection connection)
        throws IOException, InterruptedException {
      if (config.service().isEmpty()) {
        joinBridgeBrewery(connection);
      }
      for (String room : config.clientBreweries()) {
        join(connection, room);
      }
      discoverComponents(connection);
      conferences.connected(connection);
    }

    @Override
    public void lost() {
      conferences.lost();
      if (config.service().isEmpty()) {
        desk.connected(null);
        brewery.clear();
      }
    }
  }

  private final class OnService implements JicofoConnection.Listener {

    @Override
    public void registered(AbstractXMPPConnection connection)
        throws IOException, InterruptedException {
      joinBridgeBrewery(connection);
    }

    @Override
    public void lost() {
      desk.connected(null);
      brewery.clear();
    }
  }

  private final class OnBridges implements BridgeBrewery.Listener {

    @Override
    public void came(String jid) {
      if (config.bridgeHealthChecks()) {
        rounds.begin(jid);
      }
      conferences.all().forEach(each -> each.seating().came());
    }

    @Override
    public void gone(String jid) {
      rounds.end(jid);
      conferences.all().forEach(each -> each.seating().gone(jid));
    }

    @Override
    public void leaving(String jid) {
      conferences.all().forEach(each -> each.seating().leaving(jid));
    }
  }

  private final class OnRounds implements BridgeRounds.Verdict {

    @Override
    public void failed(String jid) {
      log.add("Health check failed on " + jid);
      brewery.failed(jid);
    }

    @Override
    public void sick(String jid) {
      conferences.all().forEach(each -> each.seating().leaving(jid));
    }
  }

  private void joinBridgeBrewery(AbstractXMPPConnection connection)
      throws IOException, InterruptedException {
    desk.connected(connection);
    room(connection, config.bridgeBrewery()).addParticipantListener(brewery::heard);
    join(connection, config.bridgeBrewery());
  }

  /** Tried once per login: at this tag Jicofo does not repeat a failed join. */
  private void join(AbstractXMPPConnection connection, String name)
      throws IOException, InterruptedException {
    try {
      room(connection, name).createOrJoin(Resourcepart.from(JicofoConfig.Login.USER));
      log.add("[brewery=" + name + "] Joined the room.");
    } catch (XMPPException | SmackException | XmppStringprepException e) {
      log.add("[brewery=" + name + "] Failed to join the room: " + e);
    }
  }

  private static MultiUserChat room(AbstractXMPPConnection connection, String name)
      throws XmppStringprepException {
    return MultiUserChatManager.getInstanceFor(connection)
        .getMultiUserChat(JidCreate.entityBareFrom(name));
  }

  private void discoverComponents(AbstractXMPPConnection connection)
      throws IOException, InterruptedException {
    try {
      DiscoverInfo info =
          ServiceDiscoveryManager.getInstanceFor(connection)
              .discoverInfo(JidCreate.from(config.domain()));
      info.getIdentities().stream()
          .filter(identity -> identity.getCategory().equals("component"))
          .forEach(identity -> discovered(identity.getType(), identity.getName()));
      log.add("Discovered components: " + components);
    } catch (XMPPException | SmackException e) {
      log.add("Failed to discover info: " + e);
    }
  }
}
