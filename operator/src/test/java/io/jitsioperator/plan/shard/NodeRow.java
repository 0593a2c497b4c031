package io.jitsioperator.plan.shard;

import static io.jitsioperator.plan.shard.Stage.BREWERY;
import static io.jitsioperator.plan.shard.Stage.JICOFO;
import static io.jitsioperator.plan.shard.Stage.PROSODY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jitsioperator.world.Expectations;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.NodeReport;
import io.jitsioperator.world.NodeReport.Heartbeat;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.PortReport.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;

/** What was seen of the nodes of a shard; which pods go, and how; what a condition says. */
record NodeRow(String seen, Stage stage, Map<String, String> removed, String condition) {

  static final Lookup<NodeReport> ALIVE = node(false, false, true, unread());
  static final Lookup<NodeReport> CORDONED = node(true, false, true, unread());
  static final Lookup<NodeReport> LOST = node(false, false, false, stale(60));
  static final Lookup<NodeReport> OFF = node(false, true, true, unread());
  static final Lookup<NodeReport> GONE = new Lookup.Missing<>();

  DynamicTest test(String type) {
    return DynamicTest.dynamicTest(seen, () -> check(type));
  }

  private void check(String type) {
    var actual = new TreeMap<String, String>();
    stage.plan().removals().forEach(r -> actual.put(r.ref().name(), r.manner() + " " + r.proof()));
    assertEquals(new TreeMap<>(removed), actual, seen);
    assertEquals(condition, stage.says(type), seen);
  }

  static Lookup<NodeReport> node(
      boolean cordoned, boolean off, boolean ready, Lookup<Heartbeat> lease) {
    return new Lookup.Found<>(new NodeReport(cordoned, off, ready, lease));
  }

  static Lookup<NodeReport> notReady(int seconds) {
    return node(false, false, false, stale(seconds));
  }

  static Lookup<NodeReport> unknown() {
    return new Lookup.Unknown<>("no answer");
  }

  static Lookup<Heartbeat> stale(int seconds) {
    return new Lookup.Found<>(new Heartbeat(Worlds.NOW.minusSeconds(seconds), Worlds.NOW));
  }

  static Lookup<Heartbeat> unread() {
    return new Lookup.Unknown<>("not read");
  }

  /** Prosody and brewery are on a node of which this is known; Jicofo is on another. */
  static Stage on(Lookup<NodeReport> node) {
    return Stage.running()
        .onNode(PROSODY, "n1")
        .onNode(BREWERY, "n1")
        .onNode(JICOFO, "n3")
        .node("n1", node)
        .node("n3", ALIVE);
  }

  /** Neither of them was reached for that long. */
  static Stage deaf(Stage stage, int seconds) {
    return stage
        .port(PROSODY, State.SILENT, Duration.ofSeconds(seconds))
        .port(BREWERY, State.SILENT, Duration.ofSeconds(seconds));
  }

  static String spec(String more) {
    return "{ domain: meet.example.com, " + more + " }";
  }

  static Map<String, String> both(String how) {
    return Map.of(PROSODY, how, BREWERY, how);
  }

  static Expectations removed(String pod) {
    var ref = new ObjectRef("v1", "Pod", "ns", pod);
    var expires = Worlds.NOW.plusSeconds(30);
    return new Expectations(
        List.of(), List.of(new Expectations.Removed(ref, "uid-Pod-" + pod, expires)));
  }
}
