package io.jitsioperator.plan.bridges;

import io.jitsioperator.intent.Call;
import io.jitsioperator.world.PoolWorld.Issued;
import java.time.Duration;
import java.time.Instant;

/** What we remember of calls, so that none is repeated before its effect could be seen. */
public final class Calls {

  /** Two presences and a look over REST. */
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(15);

  static final String SHUT_DOWN = "ShutDown";
  static final String UNDRAIN = "Undrain";

  private Calls() {}

  /** The memory of a call that was made at that time. */
  public static Issued issued(Call call, Instant now) {
    return new Issued(call.bridge().podUid(), word(call), now.plus(SEEN_WITHIN));
  }

  static String word(Call call) {
    return switch (call) {
      case Call.Drain drain -> "Drain";
      case Call.Undrain undrain -> UNDRAIN;
      case Call.ShutDown(var bridge, var forced) -> forced ? "ShutDownNow" : SHUT_DOWN;
      case Call.Move move -> "Move " + move.shard();
    };
  }
}
