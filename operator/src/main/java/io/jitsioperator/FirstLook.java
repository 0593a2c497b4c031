package io.jitsioperator;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first question to the API server. After a power cut everything starts at once, and a cluster
 * whose operator gives up at the first refused connection comes back later than it could: so it is
 * asked again while time may mend what is wrong. A right, a token or a kind that is missing is
 * somebody's to mend, who is told at once.
 */
final class FirstLook {

  private static final Logger LOG = LoggerFactory.getLogger(FirstLook.class);

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /**
   * After that the container's restart, which Kubernetes shows and counts, says more than a log
   * does.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Lets time pass. */
  interface Pause {

    /** Returns after that time, or at once if the process shall end; whether it shall. */
    boolean take(Duration time) throws InterruptedException;
  }

  private final InstantSource clock;
  private final Pause pause;

  FirstLook(InstantSource clock, Pause pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * Asks until it is answered, for at most two minutes.
   *
   * @param question throws what the client throws
   * @return whether it was answered; false if the process shall end
   * @throws KubernetesClientException that only a person can mend, or the last one
   */
  boolean take(Runnable question) {
    Instant end = clock.instant().plus(PATIENCE);
    Duration wait = SHORTEST;
    try {
      while (!isAnswered(question, wait, end)) {
        if (pause.take(wait)) {
          return false;
        }
        Duration doubled = wait.multipliedBy(2);
        wait = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean isAnswered(Runnable question, Duration wait, Instant end) {
    try {
      question.run();
      return true;
    } catch (KubernetesClientException e) {
      if (!mayPass(e) || clock.instant().plus(wait).isAfter(end)) {
        throw e;
      }
      LOG.warn(
          "The API server does not answer as it should, it is asked again in {} s: {}",
          wait.toSeconds(),
          StartFailure.said(e));
      return false;
    }
  }

  /** No answer at all, too many requests, or an error of the server's own. */
  private static boolean mayPass(KubernetesClientException e) {
    return e.getCode() <= 0 || e.getCode() == 429 || e.getCode() >= 500;
  }
}
