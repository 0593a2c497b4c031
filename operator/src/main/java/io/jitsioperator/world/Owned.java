package io.jitsioperator.world;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;

/**
 * The objects that exist below a resource, as the caches show them: what it owns by owner
 * reference, and the pods of those. The objects are shared with the caches and must not be changed.
 */
public record Owned(List<HasMetadata> objects) {

  public Owned {
    objects = List.copyOf(objects);
  }

  /** The object of that type and name, if it exists. */
  public <T extends HasMetadata> Optional<T> find(Class<T> type, String name) {
    return all(type).stream().filter(o -> name.equals(o.getMetadata().getName())).findFirst();
  }

  /** All objects of that type. */
  public <T extends HasMetadata> List<T> all(Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
