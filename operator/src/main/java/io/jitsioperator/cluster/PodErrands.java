package io.jitsioperator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jitsioperator.cluster.WriteMetrics.Outcome;
import io.jitsioperator.intent.Errands;
import io.jitsioperator.intent.Mark;
import io.jitsioperator.world.ObjectRef;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what is done to pods that the operator owns by itself: it writes annotations onto
 * them and creates new ones. Everything may be done twice, from a stale cache, or after a crash.
 */
public final class PodErrands {

  private static final Logger LOG = LoggerFactory.getLogger(PodErrands.class);

  private static final PatchContext MERGE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager(ObjectWriter.FIELD_MANAGER)
          .build();

  private final KubernetesClient client;
  private final WriteMetrics metrics;
  private final InstantSource clock;

  /** Writes through that client. */
  public PodErrands(KubernetesClient client, WriteMetrics metrics, InstantSource clock) {
    this.client = client;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Takes in what the caches show, so that what we have just done is believed no longer than it
   * must.
   */
  public void sees(Collection<? extends HasMetadata> observed, Book book) {
    observed.stream()
        .filter(Pod.class::isInstance)
        .forEach(pod -> book.sees(ObjectRef.of(pod), pod));
  }

  /**
   * Writes the marks and creates the pods, in that order.
   *
   * @return UIDs of pods whose mark could not be written because they are gone, or are others by
   *     now: nothing may be asked of them
   * @throws KubernetesClientException for the first failure that time may mend; nothing after it
   *     has been done
   */
  public Set<String> carryOut(Errands errands, Book book) {
    var gone = new HashSet<String>();
    for (var mark : errands.marks()) {
      if (!write(mark, book)) {
        gone.add(mark.uid());
      }
    }
    errands.births().forEach(pod -> bear(pod, book));
    return gone;
  }

  /** Whether the API server itself says that there is no pod of that name. */
  public boolean isGone(ObjectRef pod) {
    // By a list, so that no further right is needed.
    return client
        .pods()
        .inNamespace(pod.namespace())
        .withField("metadata.name", pod.name())
        .list()
        .getItems()
        .isEmpty();
  }

  private boolean write(Mark mark, Book book) {
    var annotations = new HashMap<String, @Nullable String>();
    mark.annotations().forEach((name, value) -> annotations.put(name, value.orElse(null)));
    // The UID is a precondition: another pod of that name is refused with 409.
    var patch = Map.of("metadata", Map.of("uid", mark.uid(), "annotations", annotations));
    try {
      var named =
          new PodBuilder()
              .withNewMetadata()
              .withNamespace(mark.ref().namespace())
              .withName(mark.ref().name())
              .endMetadata()
              .build();
      // Not by its name alone: the client would read it first.
      var answer = client.resource(named).patch(MERGE, Serialization.asJson(patch));
      book.wrote(mark.ref(), "", answer, clock.instant());
      metrics.wrote("Pod", Outcome.CHANGED);
      LOG.info("Marked {}: {}", mark.ref(), annotations);
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == 404 || e.getCode() == 409) {
        return false;
      }
      metrics.wrote("Pod", Outcome.FAILED);
      throw e;
    }
  }

  private void bear(Pod pod, Book book) {
    var ref = ObjectRef.of(pod);
    var hash = Canonical.hash(pod);
    var now = clock.instant();
    if (book.isRefused(ref, hash, now)
        || book.written(ref).filter(w -> w.isAwaited(now)).isPresent()) {
      return;
    }
    try {
      book.wrote(ref, hash, client.resource(pod).create(), now);
      metrics.wrote("Pod", Outcome.CREATED);
      LOG.info("Created {}", ref);
    } catch (KubernetesClientException e) {
      if (e.getCode() == 409) {
        // The cache does not show yet that we have made it.
        return;
      }
      var obstacle = Refusal.of(ref, e);
      metrics.wrote("Pod", obstacle.isPresent() ? Outcome.REFUSED : Outcome.FAILED);
      if (obstacle.isEmpty()) {
        throw e;
      }
      book.refused(obstacle.get(), hash, now);
    }
  }
}
