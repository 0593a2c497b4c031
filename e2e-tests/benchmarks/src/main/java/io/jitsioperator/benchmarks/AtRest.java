package io.jitsioperator.benchmarks;

import io.jitsioperator.testbed.controlplane.AuditLog;
import io.jitsioperator.testbed.operator.Installation;
import io.jitsioperator.testbed.operator.OperatorProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the operator costs when nothing happens, after it has made all shards: memory, processor,
 * and writes to the API server.
 */
record AtRest(Rig rig, Standing standing) implements Measurement {

  private static final double MEMORY_MIB = 130;
  private static final double WRITES = 0;

  /** Late work of the start, such as caches that expire, is not rest. */
  private static final Duration SETTLE = Duration.ofSeconds(15);

  @Override
  public List<Row> rows() throws Exception {
    OperatorProcess operator = standing.operator();
    Thread.sleep(SETTLE);
    Duration window = rig.scale().rest();
    rig.progress().say("the operator at rest for %d s", window.toSeconds());
    Instant from = Instant.now();
    ProcessUse before = ProcessUse.of(operator.java());
    Thread.sleep(window);
    ProcessUse after = ProcessUse.of(operator.java());
    return List.of(memory(after), cpu(before, after, window), writes(from));
  }

  private static Row memory(ProcessUse use) {
    return Row.atMost(MEMORY_MIB, "rest.memory", use.mebibytes(), "MiB", "VmRSS of the worn JVM");
  }

  private static Row cpu(ProcessUse before, ProcessUse after, Duration window) {
    double used = after.cpu().minus(before.cpu()).toMillis() / 1000.0;
    double share = used * 1000 / window.toMillis();
    return Row.of("rest.cpu", share * 60, "s/min", "%.1f %% of one core".formatted(share * 100));
  }

  private Row writes(Instant from) {
    long lease = rig.audit().count(from, each -> ours(each) && each.write() && lease(each));
    Map<String, Long> writes =
        rig.audit().summary(from, each -> ours(each) && each.write() && !lease(each));
    long count = writes.values().stream().mapToLong(Long::longValue).sum();
    return Row.atMost(
        WRITES,
        "rest.writes",
        count,
        "in %d s".formatted(rig.scale().rest().toSeconds()),
        "%s; without %d of the leader's Lease".formatted(count == 0 ? "none" : writes, lease));
  }

  /** Whether the operator asked. */
  static boolean ours(AuditLog.Entry entry) {
    return entry.by(Installation.NAME, Installation.NAME);
  }

  /** The leader renews its Lease every two seconds for as long as it lives. */
  static boolean lease(AuditLog.Entry entry) {
    return entry.resource().equals("leases") && entry.namespace().equals(Installation.NAME);
  }
}
