package io.jitsioperator.reconcile;

import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.world.ShardId;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Brings a shard back when Jitsi says something new of it, and lets go of shards that are deleted:
 * without a finalizer, nobody else hears of that.
 */
final class JitsiEvents extends AbstractEventSource<Void, JitsiShard>
    implements ResourceEventAware<JitsiShard> {

  private final Consumer<JitsiShard> deleted;

  JitsiEvents(Consumer<JitsiShard> deleted) {
    super(Void.class, "jitsi");
    this.deleted = deleted;
  }

  /** Plans that shard again. May be called from any thread, also before the operator runs. */
  void changed(ShardId shard) {
    var handler = getEventHandler();
    if (handler != null && isRunning()) {
      handler.handleEvent(new Event(new ResourceID(shard.name(), shard.namespace())));
    }
  }

  @Override
  public void onResourceDeleted(JitsiShard shard) {
    deleted.accept(shard);
  }

  @Override
  public Set<Void> getSecondaryResources(JitsiShard shard) {
    return Set.of();
  }
}
