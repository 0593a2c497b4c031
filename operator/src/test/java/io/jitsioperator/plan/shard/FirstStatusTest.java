package io.jitsioperator.plan.shard;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jitsioperator.api.v1alpha1.JitsiShardStatus;
import io.jitsioperator.world.Expectations;
import io.jitsioperator.world.ObjectRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FirstStatusTest {

  private static final Instant LATER = Instant.parse("2026-11-23T20:00:15Z");
  private static final ObjectRef SERVICE = new ObjectRef("v1", "Service", "meet", "eu1-prosody");

  private static final Expectations UNSEEN =
      new Expectations(
          List.of(new Expectations.Applied(SERVICE, "hash", "7", Map.of(), LATER)), List.of());

  private static final Expectations LEAVING =
      new Expectations(List.of(), List.of(new Expectations.Removed(SERVICE, "uid-1", LATER)));

  private static JitsiShardStatus status(@Nullable Long generation) {
    return new JitsiShardStatus(generation, List.of(), null, null, null, null, null, null, null);
  }

  @Test
  void nothingIsSaidWhileWhatWasJustMadeIsNotSeenYet() {
    assertTrue(FirstStatus.isTooEarly(null, UNSEEN), "no status");
    assertTrue(FirstStatus.isTooEarly(status(null), UNSEEN), "an empty status");
  }

  @Test
  void itIsSaidOnceTheCachesShowAllOrNothingCouldBeMade() {
    assertFalse(FirstStatus.isTooEarly(null, Expectations.none()), "no status");
    assertFalse(FirstStatus.isTooEarly(status(null), Expectations.none()), "an empty status");
    assertFalse(FirstStatus.isTooEarly(null, LEAVING), "a deletion makes nothing");
  }

  @Test
  void whoHasSpokenOnceGoesOnSpeaking() {
    assertFalse(FirstStatus.isTooEarly(status(1L), UNSEEN));
  }
}
