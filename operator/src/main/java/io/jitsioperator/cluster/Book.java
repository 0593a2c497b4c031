package io.jitsioperator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jitsioperator.world.Expectations;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.ShardWorld.Obstacle;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the operator remembers of its own writes for one resource: caches lag behind. Losing it is
 * harmless, every write is safe to repeat.
 *
 * <p>Not for several threads at once; a resource is reconciled by one at a time.
 */
public final class Book {

  /** A watch that lags longer than this is taken as broken, and the cache counts again. */
  static final Duration LAG = Duration.ofSeconds(15);

  /**
   * The same for pods that are created once, under a name of their own. An object of a known name
   * is only written a second time by an early end of this; a pod would be made twice, and a second
   * one told to leave.
   */
  static final Duration LAG_OF_PODS = Duration.ofMinutes(2);

  /** Between two tries of a write that only a person can make possible. */
  static final Duration RETRY_REFUSED = Duration.ofSeconds(30);

  /** Repairs of one object that may follow each other at once, before they are slowed down. */
  private static final int QUICK_REPAIRS = 3;

  private static final Duration SLOWEST_REPAIR = Duration.ofMinutes(5);

  /** What matters of an object as the API server answered our last write of it. */
  record Written(
      String uid,
      String hash,
      String resourceVersion,
      @Nullable Long generation,
      Map<String, String> labels,
      Map<String, String> annotations,
      Instant until,
      boolean seen) {

    /** The same, once the cache has shown it: from then on the cache is right. */
    Written asSeen() {
      return new Written(uid, hash, resourceVersion, generation, labels, annotations, until, true);
    }

    /** Whether the cache may lag behind this write. */
    boolean isAwaited(Instant now) {
      return !seen && now.isBefore(until);
    }
  }

  private record Refused(Obstacle obstacle, String hash, Instant until) {}

  private record Repairs(int count, Instant last) {}

  private final Map<ObjectRef, Written> written = new HashMap<>();
  private final Map<ObjectRef, String> verified = new HashMap<>();
  private final Map<ObjectRef, Refused> refused = new HashMap<>();
  private final Map<ObjectRef, Repairs> repairs = new HashMap<>();
  private final Map<String, Expectations.Removed> removed = new HashMap<>();

  /** What has been done and is still believed against the caches. */
  public Expectations expectations(Instant now) {
    removed.values().removeIf(r -> !now.isBefore(r.expires()));
    var applied =
        written.entrySet().stream()
            .filter(e -> e.getValue().isAwaited(now))
            .map(e -> applied(e.getKey(), e.getValue()))
            .toList();
    return new Expectations(applied, List.copyOf(removed.values()));
  }

  private static Expectations.Applied applied(ObjectRef ref, Written w) {
    return new Expectations.Applied(
        ref,
        w.hash(),
        w.resourceVersion(),
        Objects.requireNonNullElse(w.annotations(), Map.of()),
        w.until());
  }

  /** Writes that were refused, until the next try succeeds. */
  public List<Obstacle> obstacles() {
    return refused.values().stream().map(Refused::obstacle).toList();
  }

  /** When something in here lapses and it is worth looking again. */
  public Optional<Instant> nextLook(Instant now) {
    var retries = refused.values().stream().map(Refused::until);
    var awaited = written.values().stream().filter(w -> w.isAwaited(now)).map(Written::until);
    var repairable = repairs.keySet().stream().map(this::nextRepair);
    return Stream.of(retries, awaited, repairable)
        .flatMap(lapses -> lapses)
        .filter(now::isBefore)
        .min(Instant::compareTo);
  }

  /** Takes in what the cache shows. */
  void sees(ObjectRef ref, HasMetadata observed) {
    var meta = observed.getMetadata();
    written.computeIfPresent(
        ref,
        (r, last) ->
            last.uid().equals(meta.getUid())
                    && ResourceVersions.isOlder(meta.getResourceVersion(), last.resourceVersion())
                ? last
                : last.asSeen());
  }

  void wrote(ObjectRef ref, String hash, HasMetadata answer, Instant now) {
    var meta = answer.getMetadata();
    written.put(
        ref,
        new Written(
            meta.getUid(),
            hash,
            meta.getResourceVersion(),
            meta.getGeneration(),
            meta.getLabels(),
            meta.getAnnotations(),
            now.plus(lag(ref)),
            false));
    refused.remove(ref);
  }

  /**
   * On a StatefulSet stands since when its pod shall be another: from a late cache an earlier time
   * would be written back, and the deadline would end calls too early.
   */
  private static Duration lag(ObjectRef ref) {
    return switch (ref.kind()) {
      case "Pod", "StatefulSet" -> LAG_OF_PODS;
      default -> LAG;
    };
  }

  /**
   * A removal was asked for. What was marked (without a hash) may take long to go, and a late cache
   * would show it without its mark.
   */
  void removed(ObjectRef ref, String uid, Instant now) {
    removed.put(uid, new Expectations.Removed(ref, uid, now.plus(LAG)));
    written.computeIfPresent(ref, (r, last) -> last.hash().isEmpty() ? last : null);
  }

  void refused(Obstacle obstacle, String hash, Instant now) {
    refused.put(obstacle.ref(), new Refused(obstacle, hash, now.plus(RETRY_REFUSED)));
  }

  void mended(ObjectRef ref) {
    refused.remove(ref);
  }

  /** Whether that very write was refused a moment ago. */
  boolean isRefused(ObjectRef ref, String hash, Instant now) {
    var last = refused.get(ref);
    return last != null && last.hash().equals(hash) && now.isBefore(last.until());
  }

  boolean hasObstacle(ObjectRef ref) {
    return refused.containsKey(ref);
  }

  Optional<Written> written(ObjectRef ref) {
    return Optional.ofNullable(written.get(ref));
  }

  /** Whether that object was found to contain that plan, and has not changed since. */
  boolean isVerified(ObjectRef ref, String hash, HasMetadata observed) {
    return verification(hash, observed).equals(verified.get(ref));
  }

  void verified(ObjectRef ref, String hash, HasMetadata observed) {
    verified.put(ref, verification(hash, observed));
    refused.remove(ref);
  }

  private static String verification(String hash, HasMetadata observed) {
    return hash + "@" + observed.getMetadata().getResourceVersion();
  }

  /**
   * When that object may be repaired again. The first repairs follow at once; somebody who undoes
   * each of them must not make us spin.
   */
  Instant nextRepair(ObjectRef ref) {
    var last = repairs.get(ref);
    if (last == null || last.count() < QUICK_REPAIRS) {
      return Instant.MIN;
    }
    var pause = Duration.ofSeconds(1L << Math.min(last.count() - QUICK_REPAIRS, 9));
    return last.last().plus(pause.compareTo(SLOWEST_REPAIR) < 0 ? pause : SLOWEST_REPAIR);
  }

  void repaired(ObjectRef ref, Instant now) {
    var last = repairs.get(ref);
    var quiet = last == null || last.last().plus(SLOWEST_REPAIR.multipliedBy(2)).isBefore(now);
    repairs.put(ref, new Repairs(last == null || quiet ? 1 : last.count() + 1, now));
  }

  /**
   * Whether that object, although it looks different from what was planned, is just what the API
   * server made of our own write of the same plan.
   */
  boolean isOwnAnswer(ObjectRef ref, String hash, HasMetadata observed) {
    var last = written.get(ref);
    var meta = observed.getMetadata();
    if (last == null || !last.hash().equals(hash) || !last.uid().equals(meta.getUid())) {
      return false;
    }
    // A status update raises the version, but not the generation of the kinds that have one.
    var sameSpec =
        meta.getGeneration() != null
            && meta.getGeneration().equals(last.generation())
            && last.labels().equals(meta.getLabels())
            && last.annotations().equals(meta.getAnnotations());
    return sameSpec || last.resourceVersion().equals(meta.getResourceVersion());
  }

  /**
   * Keeps only what concerns objects that are still planned. Pods that are created once are never
   * planned again: of those it keeps what is still awaited, and what was refused until it has been
   * tried again.
   */
  void keepOnly(Set<ObjectRef> planned, Instant now) {
    written.entrySet().removeIf(e -> isOver(e.getKey(), planned, !e.getValue().isAwaited(now)));
    verified.keySet().retainAll(planned);
    refused
        .entrySet()
        .removeIf(
            e ->
                isOver(e.getKey(), planned, now.isAfter(e.getValue().until().plus(RETRY_REFUSED))));
    repairs.keySet().retainAll(planned);
  }

  private static boolean isOver(ObjectRef ref, Set<ObjectRef> planned, boolean lapsed) {
    return !planned.contains(ref) && (lapsed || !ref.kind().equals("Pod"));
  }
}
