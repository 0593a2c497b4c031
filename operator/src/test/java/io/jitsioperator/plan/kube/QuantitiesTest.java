package io.jitsioperator.plan.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What users write, as the API server writes it. */
final class QuantitiesTest {

  private static final Map<String, String> CANONICAL =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("1", "1"),
              Map.entry("0", "0"),
              Map.entry("0Gi", "0"),
              Map.entry("0.5", "500m"),
              Map.entry("1000m", "1"),
              Map.entry("1500m", "1500m"),
              Map.entry("100m", "100m"),
              Map.entry("2000", "2k"),
              Map.entry("3000M", "3G"),
              Map.entry("1024Mi", "1Gi"),
              Map.entry("1536Mi", "1536Mi"),
              Map.entry("0.5Gi", "512Mi"),
              Map.entry("512Ki", "512Ki"),
              Map.entry("0.5Ki", "512"),
              Map.entry("0.9765625Ki", "1k"),
              Map.entry("1Ki", "1Ki"),
              Map.entry("1e3", "1k")));

  @TestFactory
  Stream<DynamicTest> table() {
    return CANONICAL.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () ->
                        assertEquals(
                            entry.getValue(),
                            Quantities.canonical(new Quantity(entry.getKey())).toString())));
  }
}
