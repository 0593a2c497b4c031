package io.jitsioperator.jitsi;

import static io.jitsioperator.jitsi.BreweryServer.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.testbed.jitsi.XmppUser;
import io.jitsioperator.world.BreweryRoom;
import java.nio.file.Path;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Under which name the operator is in the room of a real Prosody. */
@Timeout(180)
class BreweryNickIT {

  @TempDir Path folder;

  /** Counts up from zero. */
  private static final class Counting implements RandomGenerator {
    private int next;

    @Override
    public int nextInt() {
      return next++;
    }

    @Override
    public long nextLong() {
      return next++;
    }
  }

  private static final class Curious implements Audience {

    @Override
    public boolean wantsRoom() {
      return true;
    }

    @Override
    public boolean wantsBridges() {
      return false;
    }

    @Override
    public void room(News news) {}

    @Override
    public void bridges(News news) {}
  }

  @Test
  void aNickThatSomebodyHasIsAnsweredWithAnother() throws Exception {
    BreweryServer server = new BreweryServer(folder, 10);
    server.awaitSetUp();
    BreweryLogin login =
        new BreweryLogin(
            server.login("operator", "operatorpw"),
            new SmackBrewery(),
            Clock.systemUTC(),
            new Counting(),
            new Tally(),
            new Curious());
    try (XmppUser focus = server.focus();
        XmppUser squatter = server.bridge()) {
      MultiUserChat room = focus.joinMuc(ROOM, "focus");
      squatter.joinMuc(ROOM, "operator-00000000");
      login.look(() -> {});
      assertThat(login.room()).isInstanceOf(BreweryRoom.Seen.class);
      server.soon(
          () ->
              assertThat(room.getOccupants())
                  .extracting(it -> it.getResourcepart().toString())
                  .contains("operator-00000000", "operator-00000001"));
    } finally {
      login.close();
      server.close();
    }
  }
}
