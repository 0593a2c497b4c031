package io.jitsioperator.plan.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Selectors mean what they mean elsewhere in Kubernetes. */
final class SelectorTest {

  private static final Map<String, String> LABELS = Map.of("team", "a", "stage", "live");

  private record Row(String selector, boolean matches) {}

  private static Stream<Row> rows() {
    return Stream.of(
        new Row("{}", true),
        new Row("{ matchLabels: { team: a } }", true),
        new Row("{ matchLabels: { team: a, stage: live } }", true),
        new Row("{ matchLabels: { team: a, stage: test } }", false),
        new Row("{ matchLabels: { other: a } }", false),
        expression("{ key: team, operator: In, values: [a, b] }", true),
        expression("{ key: team, operator: In, values: [b] }", false),
        expression("{ key: other, operator: In, values: [a] }", false),
        expression("{ key: team, operator: NotIn, values: [a] }", false),
        expression("{ key: team, operator: NotIn, values: [b] }", true),
        expression("{ key: other, operator: NotIn, values: [a] }", true),
        expression("{ key: team, operator: Exists }", true),
        expression("{ key: other, operator: Exists }", false),
        expression("{ key: team, operator: DoesNotExist }", false),
        expression("{ key: other, operator: DoesNotExist }", true),
        // The schema refuses these; who gets them past it lets nobody in.
        expression("{ key: team, operator: In }", false),
        expression("{ key: team, operator: NotIn }", false),
        expression("{ key: other, operator: NotIn }", false),
        expression("{ key: team, operator: Exists, values: [a] }", false),
        expression("{ key: other, operator: DoesNotExist, values: [a] }", false),
        expression("{ key: team, operator: Gt, values: ['0'] }", false),
        new Row(
            "{ matchLabels: { team: a }, matchExpressions: [{ key: other, operator: Exists }] }",
            false));
  }

  private static Row expression(String expression, boolean matches) {
    return new Row("{ matchExpressions: [" + expression + "] }", matches);
  }

  @TestFactory
  Stream<DynamicTest> table() {
    return rows()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.selector(),
                    () ->
                        assertEquals(
                            row.matches(),
                            Selector.matches(
                                Serialization.unmarshal(
                                    "---\n" + row.selector(), LabelSelector.class),
                                LABELS))));
  }

  @Test
  void noSelectorMatchesNothing() {
    assertFalse(Selector.matches(null, LABELS));
  }
}
