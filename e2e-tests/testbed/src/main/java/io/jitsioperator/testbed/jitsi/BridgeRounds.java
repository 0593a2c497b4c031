package io.jitsioperator.testbed.jitsi;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Jicofo's health checks of bridges: one that says that it is not well loses its people, one that
 * does not answer twice only gets nobody new.
 *
 * <p>Source: contracts §4.1 and what was seen of a bridge that hung.
 */
final class BridgeRounds implements AutoCloseable {

  /** {@code bridge.health-checks.interval}. */
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  /** {@code bridge.health-checks.retry-delay}: half of it. */
  private static final Duration RETRY = INTERVAL.dividedBy(2);

  /** What a bridge answers. */
  enum Answer {
    WELL,
    SICK,
    NONE
  }

  /** Asks a bridge, for as long as an answer may take. */
  interface Question {
    Answer ask(String jid) throws InterruptedException;
  }

  /** What is done with the answers. */
  interface Verdict {

    /** It gets nobody new for a while. */
    void failed(String jid);

    /** Its people go elsewhere. */
    void sick(String jid);
  }

  private final Question question;
  private final Verdict verdict;
  private final Map<String, Thread> rounds = new ConcurrentHashMap<>();

  BridgeRounds(Question question, Verdict verdict) {
    this.question = question;
    this.verdict = verdict;
  }

  /** A bridge is to be asked from now on. */
  void begin(String jid) {
    rounds.computeIfAbsent(
        jid, any -> Thread.ofVirtual().name("health of " + jid).start(() -> round(jid)));
  }

  /** It is gone. */
  void end(String jid) {
    Thread round = rounds.remove(jid);
    if (round != null) {
      round.interrupt();
    }
  }

  private void round(String jid) {
    try {
      while (true) {
        Thread.sleep(INTERVAL);
        Answer answer = question.ask(jid);
        if (answer == Answer.NONE) {
          Thread.sleep(RETRY);
          answer = question.ask(jid);
        }
        if (answer != Answer.WELL) {
          verdict.failed(jid);
        }
        if (answer == Answer.SICK) {
          verdict.sick(jid);
        }
      }
    } catch (InterruptedException gone) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    rounds.keySet().forEach(this::end);
  }
}
