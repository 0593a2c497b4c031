package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jitsioperator.api.v1alpha1.BridgePoolStatus;
import io.jitsioperator.intent.Intent;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.plan.status.Transitions;
import io.jitsioperator.settings.Settings;
import io.jitsioperator.world.PoolWorld;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** From everything that is known of a pool to everything that shall be done for it. */
public final class PoolPlanner {

  /** What somebody else has to mend is looked at so often. */
  private static final Duration COMPLAINT = Duration.ofSeconds(30);

  private PoolPlanner() {}

  /**
   * The table of contents. Bridges come with a later version.
   *
   * @param world what is true
   * @param settings what the person who installed us decided
   */
  public static Intent<BridgePoolStatus> plan(PoolWorld world, Settings settings) {
    var attachment = Attachment.plan(world);
    var status = PoolStatus.plan(world, attachment);
    var old = PoolStatus.old(world).map(BridgePoolStatus::conditions).orElse(List.of());
    // A pool that is going takes the copy with it.
    var going = world.pool().getMetadata().getDeletionTimestamp() != null;
    return new Intent<>(
        Optional.empty(),
        going ? List.of() : attachment.copy().<HasMetadata>map(c -> c).stream().toList(),
        going ? List.of() : attachment.removal().filter(r -> isNew(world, r)).stream().toList(),
        Optional.empty(),
        status,
        Transitions.between(old, status.conditions()),
        nextLook(attachment, settings));
  }

  private static boolean isNew(PoolWorld world, Removal removal) {
    return !world.expectations().removes(removal.uid(), world.now());
  }

  private static Duration nextLook(Attachment attachment, Settings settings) {
    if (!attachment.verdict().settled()) {
      return settings.pollInterval();
    }
    var resync = settings.resyncInterval();
    return attachment.verdict().isTrue() || resync.compareTo(COMPLAINT) < 0 ? resync : COMPLAINT;
  }
}
