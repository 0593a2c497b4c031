package io.jitsioperator.plan.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReasonTest {

  @Test
  void wordsAreCamelCase() {
    assertEquals("MissingConfigMapKey", Reason.MISSING_CONFIG_MAP_KEY.word());
    for (var reason : Reason.values()) {
      assertTrue(reason.word().matches("([A-Z][a-z]+)+"), reason.word());
    }
  }

  @Test
  void whoHasToActIsToldWhatToDo() {
    var silent =
        Arrays.stream(Reason.values())
            .filter(r -> r.concern() == Reason.Concern.USER && r.nextStep().isEmpty())
            .toList();
    // Whoever speaks of a taken name says the next step, which depends on the object.
    assertEquals(List.of(Reason.NAME_TAKEN), silent);
  }
}
