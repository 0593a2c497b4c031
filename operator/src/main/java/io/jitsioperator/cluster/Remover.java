package io.jitsioperator.cluster;

import io.fabric8.kubernetes.api.Pluralize;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jitsioperator.cluster.WriteMetrics.Outcome;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.intent.Removal.Manner;
import io.jitsioperator.world.ObjectRef;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes exactly the object that was meant, and none that has taken its name since. */
final class Remover {

  private static final Logger LOG = LoggerFactory.getLogger(Remover.class);

  private final KubernetesClient client;
  private final WriteMetrics metrics;
  private final InstantSource clock;

  Remover(KubernetesClient client, WriteMetrics metrics, InstantSource clock) {
    this.client = client;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Deletes the object unless that is under way.
   *
   * @param confirm asked directly before the delete; if it denies, nothing is done
   * @return whether it was deleted by this call
   * @throws KubernetesClientException if the API server refused
   */
  boolean remove(Removal removal, Book book, Predicate<Removal.Proof> confirm) {
    var now = clock.instant();
    if (book.expectations(now).removes(removal.uid(), now) || !confirm.test(removal.proof())) {
      return false;
    }
    var gone = delete(removal);
    book.removed(removal.ref(), removal.uid(), now);
    if (gone) {
      return false;
    }
    LOG.info("Deleted {}: {}", removal.ref(), removal.why());
    metrics.wrote(removal.ref().kind(), Outcome.DELETED);
    return true;
  }

  /** Returns whether it was gone already, or is another one by now. */
  private boolean delete(Removal removal) {
    var options =
        new DeleteOptionsBuilder()
            .withApiVersion("v1")
            .withKind("DeleteOptions")
            .withPropagationPolicy(removal.manner() == Manner.ORPHANING ? "Orphan" : "Background")
            .withGracePeriodSeconds(grace(removal.manner()))
            .withNewPreconditions()
            .withUid(removal.uid())
            .endPreconditions()
            .build();
    try {
      // The client's own delete knows a precondition on the version only, and any status update
      // changes that.
      client.raw(path(removal.ref()), "DELETE", options);
      return false;
    } catch (KubernetesClientException e) {
      if (e.getCode() == 404 || e.getCode() == 409) {
        return true;
      }
      throw e;
    }
  }

  /** In seconds; absent: the object's own. */
  private static @Nullable Long grace(Manner manner) {
    return switch (manner) {
      case FORCED -> 0L;
      case BRIEF -> 30L;
      case ORDERLY, ORPHANING -> null;
    };
  }

  private static String path(ObjectRef ref) {
    var base = ref.apiVersion().contains("/") ? "/apis/" : "/api/";
    var plural = Pluralize.toPlural(ref.kind().toLowerCase(Locale.ROOT));
    return base
        + String.join("/", ref.apiVersion(), "namespaces", ref.namespace(), plural, ref.name());
  }
}
