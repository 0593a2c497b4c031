package io.jitsioperator.benchmarks;

import io.jitsioperator.testbed.operator.OperatorProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Shards that stand, and an operator with its default settings beside them. */
final class Standing implements AutoCloseable {

  private static final String NAMESPACE = "bench-standing";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Rig rig;
  private @Nullable OperatorProcess operator;
  private Instant made = Instant.MAX;

  Standing(Rig rig) {
    this.rig = rig;
  }

  /**
   * The operator that runs now. The first time it is started and makes the shards: it has done its
   * work then, and everything is quiet.
   */
  OperatorProcess operator() throws Exception {
    if (operator == null) {
      start().awaitReady(PATIENCE);
      Shards shards = rig.shards(NAMESPACE);
      shards.createNamespace();
      made = Instant.now();
      shards.create();
      rig.awaitQuiet();
      rig.progress().say("%d shards stand, all is quiet", shards.count());
    }
    return Objects.requireNonNull(operator);
  }

  /** When the creation of the shards began. */
  Instant made() {
    return made;
  }

  /** Where the shards are. */
  String namespace() {
    return NAMESPACE;
  }

  /** Starts the operator, after the last one was stopped; it is not ready when this returns. */
  OperatorProcess start() throws IOException {
    return start("");
  }

  /**
   * The same, with further options of the JVM.
   *
   * @param options as the launcher reads them from JDK_JAVA_OPTIONS; empty for none
   */
  OperatorProcess start(String options) throws IOException {
    OperatorProcess fresh = rig.operator(Map.of("JDK_JAVA_OPTIONS", options));
    operator = fresh;
    return fresh;
  }

  @Override
  public void close() {
    if (operator != null) {
      operator.close();
    }
  }
}
