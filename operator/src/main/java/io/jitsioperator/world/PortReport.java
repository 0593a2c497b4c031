package io.jitsioperator.world;

import java.time.Instant;

/**
 * Whether a pod accepts TCP connections on the port by which its process is known (XMPP of a
 * Prosody, REST of Jicofo).
 *
 * @param podUid the pod that was tried
 * @param state what the last try showed
 * @param since since when every try has shown it
 * @param at when it was last tried
 */
public record PortReport(String podUid, State state, Instant since, Instant at) {

  /** REFUSES is evidence that no process listens; SILENT (a time-out) is evidence of nothing. */
  public enum State {
    ACCEPTS,
    REFUSES,
    SILENT
  }
}
