package io.jitsioperator.shard;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Clusters that are lent to one test class after the other: as many as classes run at a time, for
 * each costs ten seconds of a processor before its operator is ready.
 */
final class Clusters implements AutoCloseable {

  /** How many nodes a cluster has that is lent again. */
  static final int NODES = 3;

  private final Deque<RunningOperator> idle = new ArrayDeque<>();
  private boolean closed;

  /** A loan ends with the test class. */
  final class Loan implements AutoCloseable {

    private final RunningOperator operator;
    private final boolean lentAgain;
    private volatile boolean spoiled;

    private Loan(RunningOperator operator, boolean lentAgain) {
      this.operator = operator;
      this.lentAgain = lentAgain;
    }

    RunningOperator operator() {
      return operator;
    }

    /** A test has failed, and nobody knows what it left behind: the next class gets another one. */
    void spoil() {
      spoiled = true;
    }

    @Override
    public void close() {
      if (spoiled || !lentAgain || !takeBack(operator)) {
        operator.close();
      }
    }
  }

  /**
   * An idle one, or a new one if there is none.
   *
   * @param nodes any other number than {@link #NODES} makes a new one, which goes with the loan
   */
  Loan lend(int nodes) {
    boolean usual = nodes == NODES;
    RunningOperator known = usual ? poll() : null;
    return new Loan(known == null ? RunningOperator.start(nodes) : known, usual);
  }

  private synchronized @Nullable RunningOperator poll() {
    return idle.poll();
  }

  private synchronized boolean takeBack(RunningOperator operator) {
    if (!closed) {
      idle.push(operator);
    }
    return !closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(RunningOperator::close);
    idle.clear();
  }
}
