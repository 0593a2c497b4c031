package io.jitsioperator.jitsi;

import java.time.Duration;
import java.time.Instant;

/** When a listener was last told of one pool, and thereby whether there is anything to tell. */
final class PoolTold {

  /** Telemetry in a status is written at most once per 30 s an object. */
  private static final Duration DETAIL = Duration.ofSeconds(30);

  /** A hundred bridges speak every 5 s: all that is said in this time is one look at the size. */
  private static final Duration SIZING = Duration.ofMillis(500);

  private Instant at = Instant.MIN;
  private boolean detail;

  /**
   * True if that, or what was held back before, is worth telling now; it then counts as told.
   *
   * @param sizes whether a size hangs on details, too
   */
  synchronized boolean isNews(News news, boolean sizes, Instant now) {
    detail |= news == News.DETAIL;
    boolean worthIt =
        news == News.DECISIVE
            || (detail && (at.isAfter(now) || !now.isBefore(at.plus(sizes ? SIZING : DETAIL))));
    if (worthIt) {
      detail = false;
      at = now;
    }
    return worthIt;
  }
}
