package io.jitsioperator.simulate.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A node of the cluster and the bridges on it. */
final class Node {

  /** All processors in use: {@code 1 / 0.9}, contracts §3.4. */
  static final double ALL_CPU = 1 / 0.9;

  final Optional<String> name;

  /** Whether it was there before anybody asked for it. */
  final boolean warm;

  final boolean sharedCpu;
  final List<Bridge> bridges = new ArrayList<>();
  boolean cordoned;
  boolean noisy;
  long emptySince;

  Node(String name, boolean warm, boolean sharedCpu) {
    this.name = Optional.of(name);
    this.warm = warm;
    this.sharedCpu = sharedCpu;
  }

  /** What a bridge on it really has to bear, in parts of what it can. */
  double stress(Bridge bridge) {
    double own = sharedCpu ? all() : bridge.own();
    return noisy ? Math.max(own, ALL_CPU) : own;
  }

  private double all() {
    double sum = 0;
    for (int i = 0; i < bridges.size(); i++) {
      sum += bridges.get(i).own();
    }
    return sum;
  }

  /** Before anything changes on it: accounts are made up to now. */
  void settle(long now) {
    for (int i = 0; i < bridges.size(); i++) {
      bridges.get(i).settle(now);
    }
  }

  int people() {
    return bridges.stream().mapToInt(bridge -> bridge.people).sum();
  }
}
