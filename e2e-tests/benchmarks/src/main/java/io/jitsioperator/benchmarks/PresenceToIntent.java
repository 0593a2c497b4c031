package io.jitsioperator.benchmarks;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.testbed.controlplane.AuditLog;
import io.jitsioperator.testbed.jitsi.JvbContainer;
import io.jitsioperator.testbed.jitsi.JvbFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From the presence in which a bridge says that it is unhealthy until the API server has the
 * operator's word on its pod that it shall leave: Prosody's part and the request are in it, so the
 * intent itself was there sooner. All other bridges speak meanwhile.
 */
record PresenceToIntent(BridgeRig rig) implements Measurement {

  private static final double TARGET_MILLIS = 100;

  /** A pool mends a fifth of its bridges at a time; more would wait for each other. */
  private static final int PART = 6;

  private static final String SICK = "the benchmark says so";

  /** A bridge looks after its health once a minute, and is told to be ready only after one. */
  private static final Duration PATIENCE = Duration.ofSeconds(100);

  @Override
  public List<Row> rows() throws Exception {
    Map<String, JvbContainer> sick = new HashMap<>();
    for (String name : rig.names()) {
      List<Pod> pods = rig.pool(name).pods();
      for (Pod pod : pods.subList(0, Math.max(1, pods.size() / PART))) {
        sick.put(pod.getMetadata().getName(), rig.bridge(pod));
      }
    }
    rig.progress().say("%d of all bridges become unhealthy", sick.size());
    Instant from = Instant.now();
    sick.values().forEach(each -> each.fault(new JvbFault.Unhealthy(SICK)));
    Thread.sleep(PATIENCE);
    List<Double> millis = latencies(sick, from);
    Spread spread = new Spread(millis);
    String note = "%d of %d samples, %s".formatted(millis.size(), sick.size(), spread);
    return List.of(
        Row.atMost(TARGET_MILLIS, "bridges.intent.p50", spread.median(), "ms", note),
        Row.atMost(TARGET_MILLIS, "bridges.intent.p99", spread.part(0.99), "ms", note));
  }

  private List<Double> latencies(Map<String, JvbContainer> sick, Instant from) {
    Map<String, Instant> said = new HashMap<>();
    sick.forEach((pod, bridge) -> bridge.saidUnhealthy().ifPresent(at -> said.put(pod, at)));
    Map<String, Instant> marked = new HashMap<>();
    for (AuditLog.Entry each : rig.audit().since(from)) {
      if (AtRest.ours(each) && each.write() && each.resource().equals("pods")) {
        marked.putIfAbsent(each.name(), each.at());
      }
    }
    List<Double> millis = new ArrayList<>();
    said.forEach(
        (pod, at) ->
            Optional.ofNullable(marked.get(pod))
                .ifPresent(then -> millis.add(Duration.between(at, then).toNanos() / 1e6)));
    return millis;
  }
}
