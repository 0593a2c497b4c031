package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.plan.kube.Immutable;
import io.jitsioperator.plan.kube.Labels;
import io.jitsioperator.world.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What has to go: objects of ours that nobody asks for any more, and objects that differ in a field
 * that can never change.
 *
 * @param removals all of them
 * @param objects what can be applied now; an object that has to be made anew is left out until the
 *     old one is gone
 */
record Prune(List<Removal> removals, List<HasMetadata> objects) {

  Prune {
    removals = List.copyOf(removals);
    objects = List.copyOf(objects);
  }

  /**
   * @param wanted everything that shall be applied
   * @param kept everything that must not be pruned
   */
  static Prune plan(Scope scope, List<HasMetadata> wanted, Set<ObjectRef> kept) {
    var removals = new ArrayList<Removal>();
    var objects = new ArrayList<HasMetadata>();
    for (var object : wanted) {
      var conflict = conflict(scope, object);
      conflict.map(Conflict::removal).filter(r -> isNew(scope, r)).ifPresent(removals::add);
      if (conflict.isEmpty()) {
        objects.add(object);
      }
    }
    scope.world().owned().objects().stream()
        .filter(observed -> isOurs(scope, observed) && !kept.contains(ObjectRef.of(observed)))
        .filter(observed -> observed.getMetadata().getDeletionTimestamp() == null)
        .map(observed -> removal(observed, false, "is not part of the shard any more."))
        .filter(removal -> isNew(scope, removal))
        .forEach(removals::add);
    return new Prune(removals, objects);
  }

  /** An observed object that can never become the wanted one. */
  private record Conflict(HasMetadata observed, String field) {

    /** A workload leaves its pods behind: the new one takes them over, and no call ends. */
    Removal removal() {
      return Prune.removal(
          observed,
          !(observed instanceof Service),
          "is made anew, because " + field + " can never change.");
    }
  }

  private static Optional<Conflict> conflict(Scope scope, HasMetadata wanted) {
    var ref = ObjectRef.of(wanted);
    return scope.world().owned().objects().stream()
        .filter(observed -> ref.equals(ObjectRef.of(observed)))
        .findFirst()
        .flatMap(o -> Immutable.conflict(o, wanted).map(field -> new Conflict(o, field)));
  }

  private static boolean isNew(Scope scope, Removal removal) {
    return !scope.world().expectations().removes(removal.uid(), scope.now());
  }

  /** Directly owned by this very shard and made by us; pods belong to their controllers. */
  private static boolean isOurs(Scope scope, HasMetadata object) {
    var meta = object.getMetadata();
    var labels = meta.getLabels() == null ? Map.<String, String>of() : meta.getLabels();
    return !(object instanceof Pod)
        && Labels.OPERATOR.equals(labels.get(Labels.MANAGED_BY))
        && meta.getOwnerReferences().stream().anyMatch(o -> scope.uid().equals(o.getUid()));
  }

  private static Removal removal(HasMetadata object, boolean orphan, String why) {
    var ref = ObjectRef.of(object);
    return new Removal(
        ref,
        object.getMetadata().getUid(),
        orphan ? Removal.Manner.ORPHANING : Removal.Manner.ORDERLY,
        new Removal.Proof.None(),
        Removal.deleted(ref, ref + " " + why));
  }
}
