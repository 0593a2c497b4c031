package io.jitsioperator.jitsi;

import static io.jitsioperator.jitsi.BreweryServer.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jitsioperator.intent.PoolWatch;
import io.jitsioperator.intent.Watch;
import io.jitsioperator.testbed.jitsi.XmppUser;
import io.jitsioperator.world.BreweryReport;
import io.jitsioperator.world.BreweryRoom;
import io.jitsioperator.world.BridgePresence;
import io.jitsioperator.world.PoolId;
import io.jitsioperator.world.ShardId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jxmpp.jid.parts.Resourcepart;

/** Inside the room of a real Prosody in brewery mode. */
@Timeout(180)
class BreweryRoomIT {

  private static final ShardId EU1 = new ShardId("meet", "eu1");
  private static final PoolId POOL = new PoolId("meet", "pool-a");

  @TempDir Path folder;
  private final AtomicInteger told = new AtomicInteger();
  private final JitsiWatch watch =
      new JitsiWatch(
          BreweryServer.SETTINGS, Clock.systemUTC(), shard -> {}, pool -> told.incrementAndGet());
  private BreweryServer server;

  @BeforeEach
  void start() throws Exception {
    server = new BreweryServer(folder, 9);
    server.awaitSetUp();
  }

  @AfterEach
  void end() {
    watch.close();
    server.close();
  }

  private void watchRoom() {
    watch.watch(
        EU1,
        new Watch(
            Optional.empty(),
            List.of(server.target()),
            Optional.of(server.login("operator", "operatorpw"))));
    watch.watch(POOL, new PoolWatch(Set.of(EU1), List.of(), Set.of()));
  }

  private BreweryRoom room() {
    return watch.signals(POOL).brewery(EU1);
  }

  private Map<String, BridgePresence> bridges() {
    assertThat(room()).isInstanceOf(BreweryRoom.Seen.class);
    return ((BreweryRoom.Seen) room()).bridges();
  }

  private BridgePresence bridge(String nick) {
    assertThat(bridges()).containsKey(nick);
    return Optional.ofNullable(bridges().get(nick)).orElseThrow();
  }

  private void awaitSeen() {
    server.soon(() -> assertThat(room()).isInstanceOf(BreweryRoom.Seen.class));
  }

  private void awaitBridges(String... nicks) {
    server.soon(() -> assertThat(bridges().keySet()).containsExactlyInAnyOrder(nicks));
  }

  private XmppUser joined(String nick) throws Exception {
    XmppUser bridge = server.bridge();
    bridge.joinMuc(ROOM, nick);
    return bridge;
  }

  @Test
  void waitsForTheRoomAndDoesNotMakeIt() throws Exception {
    watchRoom();
    server.soon(
        () ->
            assertThat(watch.signals(EU1).brewery()).isInstanceOf(BreweryReport.RoomAbsent.class));
    try (XmppUser focus = server.focus()) {
      Thread.sleep(Duration.ofSeconds(6)); // the next look has been
      assertThat(focus.discoInfo(ROOM)).containsExactly("item-not-found");
      assertThat(room()).isNotInstanceOf(BreweryRoom.Seen.class);
      MultiUserChat room = focus.joinMuc(ROOM, "focus");
      awaitSeen();
      assertThat(bridges()).isEmpty();
      server.soon(
          () ->
              assertThat(room.getOccupants())
                  .extracting(it -> it.getResourcepart().toString())
                  .hasSize(2)
                  .contains("focus")
                  .anyMatch(nick -> nick.matches("operator-[0-9a-f]{8}")));
      watch.forget(POOL);
      server.soon(() -> assertThat(room.getOccupantsCount()).isEqualTo(1));
      assertThat(watch.signals(EU1).brewery()).isInstanceOf(BreweryReport.RoomExists.class);
    }
  }

  @Test
  void aRoomThatIsMadeByKnockingIsLeftAtOnce() throws Exception {
    try (Brewery.Session session =
            new SmackBrewery().open(server.login("operator", "operatorpw"), () -> {});
        XmppUser focus = server.focus()) {
      BreweryVisit visit = new BreweryVisit(Clock.systemUTC(), news -> {}, () -> {});
      assertThat(session.enter("operator-1", visit)).isEqualTo(Brewery.Door.NO_ROOM);
      assertThat(visit.room()).isInstanceOf(BreweryRoom.Unseen.class);
      server.soon(() -> assertThat(focus.discoInfo(ROOM)).containsExactly("item-not-found"));
    }
  }

  @Test
  void seesWhatBridgesShowAndNothingElse() throws Exception {
    watchRoom();
    try (XmppUser focus = server.focus();
        XmppUser early = server.bridge();
        XmppUser odd = server.bridge()) {
      focus.joinMuc(ROOM, "focus");
      awaitSeen();
      early.joinMuc(ROOM, "jvb-1");
      odd.joinMuc(ROOM, "jvb-2");
      odd.sendPresence(
          ROOM,
          "jvb-2",
          ShownStats.of(
              "local_endpoints", "many", "drain", "perhaps", "stress_level", "-1", "region", ""));
      awaitBridges("jvb-2");
      assertThat(bridge("jvb-2"))
          .extracting(
              BridgePresence::localEndpoints,
              BridgePresence::drain,
              BridgePresence::stress,
              BridgePresence::region,
              BridgePresence::healthy)
          .as("nonsense is nothing")
          .containsOnly(Optional.empty());
      odd.sendPresence(
          ROOM,
          "jvb-2",
          StandardExtensionElement.builder("show", "jabber:client").setText("asleep").build());
      early.sendPresence(ROOM, "jvb-1", ShownStats.idle("a"));
      server.soon(() -> assertThat(bridges()).containsKey("jvb-1"));
      BridgePresence bridge = bridge("jvb-1");
      assertThat(bridge.version()).contains("2.3.105");
      assertThat(bridge.localEndpoints()).contains(0);
      assertThat(bridge.healthy()).contains(true);
      assertThat(bridge.joined()).isCloseTo(Instant.now(), within(60, ChronoUnit.SECONDS));
      int before = told.get();
      early.sendPresence(ROOM, "jvb-1", ShownStats.of("drain", "true", "current_timestamp", "b"));
      server.soon(() -> assertThat(bridge("jvb-1").drain()).contains(true));
      server.soon(() -> assertThat(told.get()).isGreaterThan(before));
      assertThat(watch.counts().logins()).isEqualTo(1);
      assertThat(watch.counts().loginFailures()).isZero();
    }
  }

  @Test
  void theReplayedWordOfABridgeThatHangsIsNotFresh() throws Exception {
    try (XmppUser focus = server.focus();
        XmppUser hung = server.bridge()) {
      focus.joinMuc(ROOM, "focus");
      hung.joinMuc(ROOM, "jvb-1");
      hung.sendPresence(ROOM, "jvb-1", ShownStats.idle("a"));
      watchRoom();
      awaitBridges("jvb-1");
      assertThat(bridge("jvb-1").localEndpoints()).contains(0);
      assertThat(bridge("jvb-1").changed()).as("replayed").isEmpty();
      hung.sendPresence(ROOM, "jvb-1", ShownStats.idle("b"));
      server.soon(() -> assertThat(bridge("jvb-1").changed()).isPresent());
    }
  }

  @Test
  void aBridgeThatIsKilledIsGoneWhenProsodySaysSo() throws Exception {
    watchRoom();
    try (XmppUser focus = server.focus();
        XmppUser leaver = server.bridge()) {
      focus.joinMuc(ROOM, "focus");
      XmppUser killed = joined("jvb-1");
      killed.sendPresence(ROOM, "jvb-1", ShownStats.idle("a"));
      leaver.joinMuc(ROOM, "jvb-2");
      leaver.sendPresence(ROOM, "jvb-2", ShownStats.idle("a"));
      awaitBridges("jvb-1", "jvb-2");
      leaver.close();
      awaitBridges("jvb-1");
      killed.breakOff();
      awaitBridges();
      try (XmppUser next = joined("jvb-1")) {
        next.sendPresence(ROOM, "jvb-1", ShownStats.idle("b"));
        awaitBridges("jvb-1");
        assertThat(bridge("jvb-1").changed()).as("another process").isEmpty();
      }
    }
  }

  @Test
  void aProsodyThatRestartsIsEnteredAgain() throws Exception {
    watchRoom();
    try (XmppUser focus = server.focus();
        XmppUser bridge = server.bridge()) {
      focus.joinMuc(ROOM, "focus");
      bridge.joinMuc(ROOM, "jvb-1");
      bridge.sendPresence(ROOM, "jvb-1", ShownStats.idle("a"));
      awaitBridges("jvb-1");
      server.prosody().crash();
      server.soon(() -> assertThat(room()).isInstanceOf(BreweryRoom.Unseen.class));
    }
    server.soon(
        () ->
            assertThat(watch.signals(EU1).brewery()).isInstanceOf(BreweryReport.RoomAbsent.class));
    try (XmppUser focus = server.focus();
        XmppUser bridge = server.bridge()) {
      focus.joinMuc(ROOM, "focus");
      bridge.joinMuc(ROOM, "jvb-2");
      bridge.sendPresence(ROOM, "jvb-2", ShownStats.idle("a"));
      awaitBridges("jvb-2");
    }
  }

  @Test
  void whoIsThrownOutSeesNothingAndComesBack() throws Exception {
    watchRoom();
    try (XmppUser focus = server.focus()) {
      MultiUserChat room = focus.joinMuc(ROOM, "focus");
      awaitSeen();
      server.soon(() -> assertThat(room.getOccupantsCount()).isEqualTo(2));
      room.kickParticipant(operatorIn(room), "a test");
      server.soon(() -> assertThat(room()).isInstanceOf(BreweryRoom.Unseen.class));
      awaitSeen();
      assertThat(watch.counts().loginFailures()).as("the login stays").isZero();
    }
  }

  private static Resourcepart operatorIn(MultiUserChat room) {
    return room.getOccupants().stream()
        .map(it -> it.getResourcepart())
        .filter(nick -> nick.toString().startsWith("operator-"))
        .findAny()
        .orElseThrow();
  }

  @Test
  void doesNotKeepTheRoomWithoutJicofoAndBridges() throws Exception {
    watchRoom();
    try (XmppUser focus = server.focus();
        XmppUser observer = server.operator()) {
      MultiUserChat room = focus.joinMuc(ROOM, "focus");
      awaitSeen();
      room.leave();
      server.soon(
          () ->
              assertThat(watch.signals(EU1).brewery())
                  .isInstanceOf(BreweryReport.RoomAbsent.class));
      server.soon(() -> assertThat(observer.discoInfo(ROOM)).containsExactly("item-not-found"));
    }
  }
}
