package io.jitsioperator.plan.shard;

import io.jitsioperator.world.Answer;
import io.jitsioperator.world.BreweryReport;
import io.jitsioperator.world.JicofoReport.Components;
import io.jitsioperator.world.JicofoReport.Stats;
import io.jitsioperator.world.ShardSignals;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is known of Jicofo and of its two logins. */
final class JicofoReadyTest {

  private static final Stage RUNNING = Stage.running();
  private static final String FEATURES_OFF =
      "{ domain: meet.example.com, prosody: { extraEnv: [{ name: ENABLE_AV_MODERATION, value: \"0\""
          + " }, { name: ENABLE_BREAKOUT_ROOMS, value: \"False\" }] } }";

  private static Stream<ConditionRow> rows() {
    return Stream.of(
        jicofo("both logins", RUNNING, "True Running"),
        jicofo(
            "no room",
            RUNNING.brewery(new BreweryReport.RoomAbsent(Worlds.NOW)),
            "False BreweryLoginMissing"),
        jicofo(
            "our login refused",
            RUNNING.brewery(new BreweryReport.LoginRefused(Worlds.NOW, "no")),
            "Unknown BreweryLoginRefused"),
        jicofo(
            "brewery unreachable",
            RUNNING.brewery(new BreweryReport.Unreachable(Worlds.NOW, "no")),
            "Unknown BreweryUnreachable"),
        jicofo(
            "brewery silent",
            RUNNING.brewery(new BreweryReport.Unknown("time-out")),
            "Unknown BreweryUnreachable"),
        jicofo(
            "brewery not asked",
            RUNNING.brewery(ShardSignals.none().brewery()),
            "Unknown NotSeenYet"),
        jicofo(
            "brewery 90 s ago",
            RUNNING.brewery(new BreweryReport.RoomExists(Worlds.NOW.minusSeconds(90))),
            "True Running"),
        jicofo(
            "brewery 91 s ago",
            RUNNING.brewery(new BreweryReport.RoomExists(Worlds.NOW.minusSeconds(91))),
            "Unknown BreweryUnreachable"),
        jicofo("nothing discovered", debug(RUNNING, said(false)), "False MainLoginMissing"),
        jicofo(
            "nothing discovered, features off",
            debug(featuresOff(), said(false)),
            "True MainLoginUnseen"),
        jicofo(
            "nothing discovered, features off by typed fields",
            debug(
                RUNNING.updatedTo(
                    "{ domain: meet.example.com, features: { avModeration: false, breakoutRooms:"
                        + " false } }"),
                said(false)),
            "True MainLoginUnseen"),
        jicofo(
            "nothing discovered, one feature off",
            debug(
                RUNNING.updatedTo("{ domain: meet.example.com, features: { lobby: false } }"),
                said(false)),
            "False MainLoginMissing"),
        jicofo(
            "/debug silent",
            debug(RUNNING, new Answer.Silent<>("time-out", Worlds.NOW)),
            "Unknown NotAnswering"),
        jicofo(
            "REST refuses",
            rest(new Answer.Refused<>(Worlds.NOW, Worlds.NOW)),
            "False NotAnswering"),
        jicofo(
            "REST silent",
            rest(new Answer.Silent<>("time-out", Worlds.NOW)),
            "Unknown NotAnswering"),
        jicofo("components 59 s ago", askedSeldom(59), "True Running"),
        jicofo("components 91 s ago", askedSeldom(91), "Unknown NotAnswering"),
        jicofo("REST 16 s ago", RUNNING.at(Worlds.NOW.plusSeconds(16)), "Unknown NotAnswering"));
  }

  @TestFactory
  Stream<DynamicTest> table() {
    return rows().map(ConditionRow::test);
  }

  private static ConditionRow jicofo(String seen, Stage stage, String expected) {
    return new ConditionRow(seen, stage, "JicofoReady", expected);
  }

  private static Stage featuresOff() {
    return RUNNING.spec(FEATURES_OFF);
  }

  private static Answer<Components> said(boolean found) {
    var address = found ? Optional.of("a") : Optional.<String>empty();
    return Stage.said(new Components(address, Optional.empty()));
  }

  private static Stage debug(Stage stage, Answer<Components> components) {
    return stage.jicofoSays(jicofo -> jicofo.components = components);
  }

  private static Stage rest(Answer<Stats> stats) {
    return RUNNING.jicofoSays(jicofo -> jicofo.stats = stats);
  }

  /** Components and version are asked for every half minute or less often, once they are known. */
  private static Stage askedSeldom(int secondsAgo) {
    var at = Worlds.NOW.minusSeconds(secondsAgo);
    return RUNNING.jicofoSays(
        jicofo -> {
          jicofo.version = new Answer.Said<>("1.0", at);
          jicofo.components =
              new Answer.Said<>(new Components(Optional.of("a"), Optional.empty()), at);
        });
  }
}
