package io.jitsioperator.shard;

import java.time.Duration;
import java.time.Instant;

/**
 * The operator believes no Jicofo that nobody talks before it has heard it for a minute. Until then
 * it restarts nothing for that reason, so a test that waits for a wrong restart waits in vain: it
 * would be green whatever the operator did.
 */
final class JicofoTrust {

  /** A minute, and a look or two until it is noticed that it has passed. */
  private static final Duration AFTER = Duration.ofSeconds(67);

  /**
   * The same for an operator that has started just now, and must hear for a minute itself. With
   * what the deletion of a pod takes.
   */
  static final Duration ANEW = Duration.ofSeconds(75);

  private JicofoTrust() {}

  /** Returns when only running conferences keep the shard's present Jicofo from being restarted. */
  static void await(Shard shard) {
    Instant heard =
        shard
            .condition("JicofoReady")
            .filter(c -> "True".equals(c.getStatus()))
            .map(c -> Instant.parse(c.getLastTransitionTime()))
            .orElseThrow(() -> new AssertionError("no Jicofo answers: " + shard.conditions()));
    Duration left = Duration.between(Instant.now(), heard.plus(AFTER));
    if (left.isPositive()) {
      Eventually.pause(left);
    }
  }
}
