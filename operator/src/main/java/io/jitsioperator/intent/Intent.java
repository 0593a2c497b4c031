package io.jitsioperator.intent;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What shall be done for one resource. Carried out in the order of the components; carrying it out
 * twice does nothing the second time.
 *
 * @param credentials passwords that must exist before anything reads them
 * @param objects all objects that shall exist, in start order, whole and in canonical form; who
 *     carries this out compares and writes only what differs
 * @param removals objects that shall go
 * @param watch what to ask Jitsi from now on; empty = ask nothing
 * @param status the whole status
 * @param events to be told once; the plan only returns one on a transition
 * @param nextLook when to plan again if nothing happens
 */
public record Intent<S>(
    Optional<Generate> credentials,
    List<HasMetadata> objects,
    List<Removal> removals,
    Optional<Watch> watch,
    S status,
    List<Notice> events,
    Duration nextLook) {

  public Intent {
    objects = List.copyOf(objects);
    removals = List.copyOf(removals);
    events = List.copyOf(events);
  }
}
