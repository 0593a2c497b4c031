package io.jitsioperator.plan.shard;

import io.jitsioperator.api.v1alpha1.JitsiShardStatus;
import io.jitsioperator.world.Expectations;
import org.jspecify.annotations.Nullable;

/** When a shard is spoken of for the first time. */
public final class FirstStatus {

  private FirstStatus() {}

  /**
   * Whether a first status would only say that everything is being made, and be past when the
   * caches show it, a moment later. They bring the shard back.
   *
   * @param status what stands there now; null, or without a generation, if nothing was ever said
   * @param expectations what was written and the caches do not show yet
   */
  public static boolean isTooEarly(@Nullable JitsiShardStatus status, Expectations expectations) {
    return (status == null || status.observedGeneration() == null)
        && !expectations.applied().isEmpty();
  }
}
