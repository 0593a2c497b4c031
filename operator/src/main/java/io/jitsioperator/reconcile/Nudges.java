package io.jitsioperator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Brings a resource back when something changes that no cache of the framework shows, and lets go
 * of resources that are deleted: without a finalizer, nobody else hears of that.
 */
final class Nudges<P extends HasMetadata> extends AbstractEventSource<Void, P>
    implements ResourceEventAware<P> {

  private final Consumer<P> deleted;

  /**
   * @param deleted hears of every resource that is gone
   */
  Nudges(Consumer<P> deleted) {
    super(Void.class, "nudges");
    this.deleted = deleted;
  }

  /** Plans that resource again. May be called from any thread, also before the operator runs. */
  void changed(String namespace, String name) {
    var handler = getEventHandler();
    if (handler != null && isRunning()) {
      handler.handleEvent(new Event(new ResourceID(name, namespace)));
    }
  }

  @Override
  public void onResourceDeleted(P resource) {
    deleted.accept(resource);
  }

  @Override
  public Set<Void> getSecondaryResources(P resource) {
    return Set.of();
  }
}
