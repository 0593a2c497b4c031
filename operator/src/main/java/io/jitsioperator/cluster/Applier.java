package io.jitsioperator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jitsioperator.cluster.ObjectWriter.Item;
import io.jitsioperator.cluster.ObjectWriter.Step;
import io.jitsioperator.cluster.WriteMetrics.Outcome;
import io.jitsioperator.intent.Generate;
import io.jitsioperator.intent.Intent;
import io.jitsioperator.intent.Notice;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.world.ObjectRef;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the objects of an intent exist, and only writes what differs. Everything here may be done
 * twice, from a stale cache, or after a crash at any point.
 */
public final class Applier {

  private final ObjectWriter writer;
  private final CredentialsWriter credentials;
  private final Remover remover;
  private final WriteMetrics metrics;
  private final InstantSource clock;

  /** Writes through that client. */
  public Applier(KubernetesClient client, WriteMetrics metrics, InstantSource clock) {
    this.writer = new ObjectWriter(client, metrics, clock);
    this.credentials = new CredentialsWriter(client, metrics);
    this.remover = new Remover(client, metrics, clock);
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * What came of an intent.
   *
   * @param notices what the user should be told
   * @param obstaclesChanged whether a new plan would say something else than the last
   * @param drawn the Secret that was made; then nothing else was done, because the intent was
   *     planned without these passwords
   */
  public record Report(List<Notice> notices, boolean obstaclesChanged, Optional<Secret> drawn) {}

  /** Everything that one call works on. */
  private record Work(
      Owner owner,
      Map<ObjectRef, HasMetadata> observed,
      Book book,
      Failures failures,
      List<Notice> notices) {

    Optional<HasMetadata> observed(ObjectRef ref) {
      return Optional.ofNullable(observed.get(ref));
    }
  }

  private record Task(Item item, Step step) {}

  /**
   * Carries out the objects and removals of an intent: credentials first, then objects in their
   * order, then removals. What only a person can mend becomes an obstacle in the book. If a new
   * Secret is made, the rest waits for the plan that knows it.
   *
   * @param observed what the caches show for this owner
   * @param confirm answers the proofs of removals
   * @throws KubernetesClientException for the first failure that time may mend; whatever does not
   *     depend on it has been done
   */
  public Report apply(
      Owner owner,
      Intent<?> intent,
      Collection<HasMetadata> observed,
      Book book,
      Predicate<Removal.Proof> confirm) {
    var byRef = new LinkedHashMap<ObjectRef, HasMetadata>();
    observed.forEach(object -> byRef.put(ObjectRef.of(object), object));
    var work = new Work(owner, byRef, book, new Failures(), new ArrayList<>());
    var before = Set.copyOf(book.obstacles());
    book.keepOnly(planned(intent), clock.instant());
    var drawn = intent.credentials().flatMap(generate -> draw(work, generate));
    if (drawn.isEmpty()) {
      write(work, intent, confirm);
    }
    return new Report(work.notices(), !before.equals(Set.copyOf(book.obstacles())), drawn);
  }

  private List<Task> tasks(Work work, Intent<?> intent) {
    // What is about to be made anew is not written to before it is gone.
    var leaving = intent.removals().stream().map(Removal::ref).collect(Collectors.toSet());
    var tasks = new ArrayList<Task>();
    for (var desired : intent.objects()) {
      var item = Item.of(desired);
      if (!leaving.contains(item.ref())) {
        var step = writer.decide(work.owner(), item, work.observed(item.ref()), work.book());
        if (step != Step.KEEP) {
          tasks.add(new Task(item, step));
        }
      }
    }
    return tasks;
  }

  private static Set<ObjectRef> planned(Intent<?> intent) {
    var refs = intent.objects().stream().map(ObjectRef::of).collect(Collectors.toSet());
    intent.credentials().ifPresent(generate -> refs.add(ObjectRef.of(generate.secret())));
    return refs;
  }

  private boolean isComplete(Work work, Generate generate) {
    var ref = ObjectRef.of(generate.secret());
    var cached = work.observed(ref).map(Secret.class::cast);
    cached.ifPresent(secret -> work.book().sees(ref, secret));
    if (CredentialsWriter.isComplete(work.owner(), generate, cached)) {
      work.book().mended(ref);
      return true;
    }
    var now = clock.instant();
    var created =
        work.book()
            .written(ref)
            .filter(w -> cached.isEmpty() && w.isAwaited(now) && w.hash().equals(keys(generate)));
    return created.isPresent() || work.book().isRefused(ref, keys(generate), now);
  }

  private static String keys(Generate generate) {
    return String.join(",", generate.keys());
  }

  private void write(Work work, Intent<?> intent, Predicate<Removal.Proof> confirm) {
    for (var task : tasks(work, intent)) {
      var item = task.item();
      attempt(work, item.ref(), item.hash(), () -> write(work, task));
    }
    for (var removal : intent.removals()) {
      if (maySafelyGo(removal, work)) {
        attempt(work, removal.ref(), removal.uid(), () -> remove(work, removal, confirm));
      }
    }
    work.failures().throwFirst();
  }

  /** A pod that goes before its new template is there comes back with the old one. */
  private static boolean maySafelyGo(Removal removal, Work work) {
    return !removal.ref().kind().equals("Pod")
        || removal.manner() == Removal.Manner.FORCED // as it was is better than nowhere
        || (work.failures().none()
            && work.book().obstacles().stream().noneMatch(o -> isWorkload(o.ref().kind())));
  }

  private static boolean isWorkload(String kind) {
    return kind.equals("StatefulSet") || kind.equals("Deployment");
  }

  private void attempt(Work work, ObjectRef ref, String version, Runnable write) {
    if (work.failures().outage()) {
      return;
    }
    try {
      write.run();
    } catch (KubernetesClientException e) {
      var obstacle = Refusal.of(ref, e);
      metrics.wrote(ref.kind(), obstacle.isPresent() ? Outcome.REFUSED : Outcome.FAILED);
      obstacle.ifPresentOrElse(
          o -> work.book().refused(o, version, clock.instant()), () -> work.failures().add(e));
    }
  }

  private void write(Work work, Task task) {
    var item = task.item();
    writer
        .write(work.owner(), item, task.step(), work.book())
        .ifPresent(taken -> refuse(work, taken, item.hash()));
  }

  private void refuse(Work work, NameTaken taken, String version) {
    metrics.wrote(taken.ref().kind(), Outcome.REFUSED);
    work.book().refused(taken.obstacle(), version, clock.instant());
  }

  private Optional<Secret> draw(Work work, Generate generate) {
    var drawn = new ArrayList<Secret>();
    if (!isComplete(work, generate)) {
      var ref = ObjectRef.of(generate.secret());
      attempt(work, ref, keys(generate), () -> write(work, generate).ifPresent(drawn::add));
    }
    return drawn.stream().findFirst();
  }

  /** Returns the Secret if there was none. */
  private Optional<Secret> write(Work work, Generate generate) {
    var ref = ObjectRef.of(generate.secret());
    switch (credentials.write(work.owner(), generate)) {
      case CredentialsWriter.Result.Complete() -> work.book().mended(ref);
      case CredentialsWriter.Result.Taken(var by) -> refuse(work, by, keys(generate));
      case CredentialsWriter.Result.Created(var keys, var answer) -> {
        work.book().wrote(ref, keys(generate), answer, clock.instant());
        work.notices().add(notice(Notice.Type.NORMAL, "CredentialsGenerated", ref, keys));
        return Optional.of(answer);
      }
      case CredentialsWriter.Result.Restored(var keys) -> {
        work.book().mended(ref);
        work.notices().add(notice(Notice.Type.WARNING, "CredentialsRestored", ref, keys));
      }
    }
    return Optional.empty();
  }

  private static Notice notice(Notice.Type type, String reason, ObjectRef ref, List<String> keys) {
    var what =
        type == Notice.Type.NORMAL
            ? "New passwords were drawn into %s: %s."
            : "%s lacked keys, which got new passwords: %s. Components that still use the old ones"
                + " are restarted when no call suffers.";
    return new Notice(type, reason, what.formatted(ref, String.join(", ", keys)));
  }

  private void remove(Work work, Removal removal, Predicate<Removal.Proof> confirm) {
    if (remover.remove(removal, work.book(), confirm)) {
      work.notices().add(removal.notice());
    }
  }

  /** What failed although it may succeed later. */
  private static final class Failures {
    private @Nullable KubernetesClientException first;
    private boolean outage;

    void add(KubernetesClientException e) {
      outage |= Refusal.isOutage(e);
      if (first == null) {
        first = e;
      } else {
        first.addSuppressed(e);
      }
    }

    boolean none() {
      return first == null;
    }

    boolean outage() {
      return outage;
    }

    void throwFirst() {
      if (first != null) {
        throw first;
      }
    }
  }
}
