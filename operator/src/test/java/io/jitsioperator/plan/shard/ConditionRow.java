package io.jitsioperator.plan.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DynamicTest;

/** What was seen, and what a condition says of it: status and reason. */
record ConditionRow(String seen, Stage stage, String type, String expected) {

  DynamicTest test() {
    return DynamicTest.dynamicTest(
        type + ": " + seen, () -> assertEquals(expected, stage.says(type)));
  }
}
