package io.jitsioperator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jitsioperator.cluster.WriteMetrics.Outcome;
import io.jitsioperator.world.ObjectRef;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides for one object whether it must be written, and writes it by server-side apply. */
final class ObjectWriter {

  /** Field manager of everything that the operator writes. */
  static final String FIELD_MANAGER = "jitsi-operator";

  private static final Logger LOG = LoggerFactory.getLogger(ObjectWriter.class);

  /** A planned object. Most passes need no more than its hash. */
  record Item(HasMetadata desired, ObjectRef ref, String hash) {

    static Item of(HasMetadata desired) {
      return new Item(desired, ObjectRef.of(desired), Canonical.hash(desired));
    }
  }

  /** What is to be done about an object. */
  enum Step {
    KEEP,
    /** Nothing of that name can be ours: apply, then look whether somebody else's was hit. */
    CREATE,
    /** Something of that name may exist: look first. */
    LOOK,
    /** Ours, and planned otherwise than it was last written. */
    CHANGE,
    /** Ours, and changed by somebody else. */
    REPAIR
  }

  private static final PatchContext RESET =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager(FIELD_MANAGER)
          .build();

  private final KubernetesClient client;
  private final WriteMetrics metrics;
  private final InstantSource clock;

  ObjectWriter(KubernetesClient client, WriteMetrics metrics, InstantSource clock) {
    this.client = client;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Compares with what the caches show and what we remember; asks nobody. */
  Step decide(Owner owner, Item item, Optional<HasMetadata> observed, Book book) {
    var now = clock.instant();
    observed.ifPresent(object -> book.sees(item.ref(), object));
    if (book.isRefused(item.ref(), item.hash(), now)) {
      return Step.KEEP;
    }
    return observed
        .map(object -> decideExisting(owner, item, object, book, now))
        .orElseGet(() -> decideAbsent(owner, item, book, now));
  }

  private static Step decideAbsent(Owner owner, Item item, Book book, Instant now) {
    var last = book.written(item.ref());
    if (last.filter(w -> w.hash().equals(item.hash()) && w.isAwaited(now)).isPresent()) {
      return Step.KEEP; // the cache has not caught up with us
    }
    return owner.fresh() && last.isEmpty() && !book.hasObstacle(item.ref())
        ? Step.CREATE
        : Step.LOOK;
  }

  private Step decideExisting(
      Owner owner, Item item, HasMetadata observed, Book book, Instant now) {
    var meta = observed.getMetadata();
    if (meta.getDeletionTimestamp() != null || book.expectations(now).removes(meta.getUid(), now)) {
      return Step.KEEP; // the end of its deletion brings us back
    }
    if (!owner.owns(observed)) {
      return Step.LOOK;
    }
    var last = book.written(item.ref());
    if (last.filter(w -> w.isAwaited(now) && isOlder(observed, w)).isPresent()) {
      return last.get().hash().equals(item.hash()) ? Step.KEEP : Step.CHANGE;
    }
    if (!item.hash().equals(hashOf(observed))) {
      return Step.CHANGE;
    }
    if (book.isVerified(item.ref(), item.hash(), observed)) {
      return Step.KEEP;
    }
    return decideByContent(item, observed, book, now);
  }

  private Step decideByContent(Item item, HasMetadata observed, Book book, Instant now) {
    var drift = Drift.between(Canonical.tree(item.desired()), Canonical.tree(observed));
    if (drift.isEmpty()) {
      book.verified(item.ref(), item.hash(), observed);
      return Step.KEEP;
    }
    if (book.isOwnAnswer(item.ref(), item.hash(), observed)) {
      LOG.error(
          "{}: the API server stores {} in another form than it was sent. It is left as it is."
              + " Please report this.",
          item.ref(),
          drift.get());
      metrics.guarded(item.ref().kind());
      book.verified(item.ref(), item.hash(), observed);
      return Step.KEEP;
    }
    if (now.isBefore(book.nextRepair(item.ref()))) {
      return Step.KEEP;
    }
    LOG.info("Repairing {}: {} was changed by somebody else", item.ref(), drift.get());
    return Step.REPAIR;
  }

  /**
   * Writes the object.
   *
   * @return the obstacle, if somebody else's object has that name
   */
  Optional<NameTaken> write(Owner owner, Item item, Step step, Book book) {
    return switch (step) {
      case KEEP -> Optional.empty();
      case CREATE -> create(owner, item, book);
      case LOOK -> look(owner, item, book);
      case CHANGE -> {
        force(item, book);
        yield Optional.empty();
      }
      case REPAIR -> {
        repair(item, book);
        yield Optional.empty();
      }
    };
  }

  private void repair(Item item, Book book) {
    book.repaired(item.ref(), clock.instant());
    metrics.repaired(item.ref().kind());
    try {
      force(item, book);
    } catch (KubernetesClientException e) {
      if (e.getCode() != 422) {
        throw e;
      }
      // Somebody changed the key of a list's element (a port's number): an apply would add ours
      // beside theirs. A merge patch puts whole lists back.
      client.resource(item.desired()).patch(RESET, Canonical.tree(item.desired()).toString());
      force(item, book);
    }
  }

  private Optional<NameTaken> create(Owner owner, Item item, Book book) {
    HasMetadata answer;
    try {
      answer = apply(item, Canonical.withHash(item.desired(), item.hash()), false);
    } catch (KubernetesClientException e) {
      if (e.getCode() == 409) {
        return look(owner, item, book);
      }
      throw e;
    }
    var foreign = NameTaken.byOthers(item.ref(), answer);
    if (foreign.isPresent()) {
      // Nobody contradicted, so ours was merged into theirs: take it back out.
      apply(item, Canonical.nothingOf(item.ref()), false);
      return foreign;
    }
    wrote(item, answer, Outcome.CREATED, book);
    return Optional.empty();
  }

  private Optional<NameTaken> look(Owner owner, Item item, Book book) {
    @Nullable HasMetadata existing = client.resource(item.desired()).get();
    if (existing == null) {
      var answer = apply(item, Canonical.withHash(item.desired(), item.hash()), false);
      wrote(item, answer, Outcome.CREATED, book);
      return Optional.empty();
    }
    if (!owner.owns(existing)) {
      return Optional.of(NameTaken.by(item.ref(), existing));
    }
    if (existing.getMetadata().getDeletionTimestamp() == null) {
      force(item, book);
    }
    return Optional.empty();
  }

  private void force(Item item, Book book) {
    var answer = apply(item, Canonical.withHash(item.desired(), item.hash()), true);
    wrote(item, answer, Outcome.CHANGED, book);
  }

  private HasMetadata apply(Item item, String json, boolean force) {
    var context =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(FIELD_MANAGER)
            .withForce(force)
            .build();
    return client.resource(item.desired()).patch(context, json);
  }

  private void wrote(Item item, HasMetadata answer, Outcome outcome, Book book) {
    book.wrote(item.ref(), item.hash(), answer, clock.instant());
    metrics.wrote(item.ref().kind(), outcome);
    LOG.debug("{} {}", outcome, item.ref());
  }

  /** Whether the cache shows a state from before that write. */
  private static boolean isOlder(HasMetadata observed, Book.Written written) {
    return observed.getMetadata().getUid().equals(written.uid())
        && ResourceVersions.isOlder(
            observed.getMetadata().getResourceVersion(), written.resourceVersion());
  }

  private static @Nullable String hashOf(HasMetadata observed) {
    var annotations = observed.getMetadata().getAnnotations();
    return annotations == null ? null : annotations.get(Canonical.HASH);
  }
}
