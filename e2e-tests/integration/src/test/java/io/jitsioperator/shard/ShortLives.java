package io.jitsioperator.shard;

import io.jitsioperator.testbed.faults.Fault;
import io.jitsioperator.testbed.faults.FaultProxy;
import io.jitsioperator.testbed.faults.Request;
import io.jitsioperator.testbed.faults.Rule;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * An operator that is killed (-9) as soon as a call of it was carried out, be it a write to the API
 * server or an order to a bridge or to Jicofo, before it hears the answer; and started again, until
 * all is done. After a death that followed a mark on a pod the next life has two calls: a move is
 * written onto the pod before it is asked for, and who always died in between would write it for
 * ever.
 */
final class ShortLives implements AutoCloseable {

  /** Longer than the operator ever waits by itself: two minutes after a move that went nowhere. */
  private static final Duration LONGEST = Duration.ofMinutes(4);

  private static final Duration IN_FLIGHT = Duration.ofMillis(300);

  /** What it says (statuses, events), its Lease and questions for its own rights are no acts. */
  private static final Predicate<Request> ACTS =
      request ->
          request.write()
              && !request.path().endsWith("/status")
              && !request.path().contains("/leases")
              && !request.path().contains("/events")
              && !request.path().contains("reviews");

  private final RunningOperator operator;
  private final FaultProxy proxy;
  private final List<String> deaths = new CopyOnWriteArrayList<>();
  private int calls;

  private ShortLives(RunningOperator operator, FaultProxy proxy) {
    this.operator = operator;
    this.proxy = proxy;
  }

  /** The operator does not run when this returns. */
  static ShortLives begin(RunningOperator operator) throws IOException {
    operator.kill();
    var lives = new ShortLives(operator, FaultProxy.before(operator.testbed().plane().admin()));
    lives.proxy.add(
        Rule.always(
            act -> ACTS.test(act) && lives.isLast(),
            new Fault.Afterwards(act -> lives.die(act.method() + " " + act.path()))));
    operator.images().onOrder(lives::ordered);
    return lives;
  }

  private void ordered(String order) {
    if (isLast()) {
      die(order);
    }
  }

  /** Counts a call of the present life. */
  private synchronized boolean isLast() {
    return calls > 0 && --calls == 0;
  }

  /** One life after the other until it is done; fails when nothing happens for too long. */
  void until(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      int died = deaths.size();
      // What the last one had sent when it died is its own.
      Eventually.pause(IN_FLIGHT);
      synchronized (this) {
        calls = diedAfterAMark() ? 2 : 1;
      }
      operator.startUnready(way -> way.through(proxy.uri()));
      Instant end = Instant.now().plus(LONGEST);
      while (deaths.size() == died && !done.getAsBoolean()) {
        if (Instant.now().isAfter(end)) {
          throw new AssertionError("an operator neither acts nor is done after " + deaths);
        }
        Eventually.pause(Duration.ofMillis(50));
      }
    }
  }

  private boolean diedAfterAMark() {
    return !deaths.isEmpty() && deaths.getLast().startsWith("PATCH");
  }

  /** After which calls it was killed, in their order. */
  List<String> deaths() {
    return List.copyOf(deaths);
  }

  private void die(String after) {
    operator.kill();
    deaths.add(after);
    System.out.println(Instant.now() + " killed after " + after);
  }

  @Override
  public void close() {
    operator.images().onOrder(any -> {});
    operator.kill();
    proxy.close();
    operator.startAgain();
  }
}
