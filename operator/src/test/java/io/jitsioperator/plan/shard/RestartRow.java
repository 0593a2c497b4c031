package io.jitsioperator.plan.shard;

import static io.jitsioperator.plan.shard.Stage.JICOFO;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;

/** What was seen; which pods go, by which proof; what UpdatePending says. */
record RestartRow(String seen, Stage stage, Map<String, String> removed, String pending) {

  static final String NONE = "None[]";
  static final String IDLE = "StillIdle[jicofoPodUid=uid-Pod-" + JICOFO + "]";

  DynamicTest test() {
    return DynamicTest.dynamicTest(seen, this::check);
  }

  private void check() {
    var actual = new TreeMap<String, String>();
    stage.plan().removals().forEach(r -> actual.put(r.ref().name(), r.proof().toString()));
    assertEquals(new TreeMap<>(removed), actual, seen);
    assertEquals(pending, stage.says("UpdatePending"), seen);
  }
}
