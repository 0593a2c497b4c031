package io.jitsioperator.cluster;

import io.fabric8.kubernetes.api.Pluralize;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.ShardWorld.Obstacle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Somebody else's object has a name that we need. */
record NameTaken(ObjectRef ref, String owner) {

  static final String REASON = "NameTaken";

  static NameTaken by(ObjectRef ref, HasMetadata existing) {
    var owners =
        existing.getMetadata().getOwnerReferences().stream()
            .map(o -> o.getKind() + " " + o.getName())
            .collect(Collectors.joining(", "));
    if (!owners.isEmpty()) {
      return new NameTaken(ref, "it belongs to " + owners);
    }
    var others = otherManagers(existing);
    return new NameTaken(
        ref,
        others.isEmpty() ? "it belongs to nobody" : "it was made by " + String.join(", ", others));
  }

  /** If others have written more than the status of that object. */
  static Optional<NameTaken> byOthers(ObjectRef ref, HasMetadata answer) {
    var others = otherManagers(answer);
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(new NameTaken(ref, "it was made by " + String.join(", ", others)));
  }

  private static List<String> otherManagers(HasMetadata object) {
    return object.getMetadata().getManagedFields().stream()
        .filter(entry -> entry.getSubresource() == null || entry.getSubresource().isEmpty())
        .map(ManagedFieldsEntry::getManager)
        .filter(manager -> !ObjectWriter.FIELD_MANAGER.equals(manager))
        .distinct()
        .toList();
  }

  Obstacle obstacle() {
    var resource = Pluralize.toPlural(ref.kind().toLowerCase(Locale.ROOT));
    return new Obstacle(
        ref,
        REASON,
        ("%s exists already and is not the operator's: %s. It is left untouched. Give the resource"
                + " another name, or remove the object with `kubectl -n %s delete %s %s`.")
            .formatted(ref, owner, ref.namespace(), resource, ref.name()));
  }
}
