package io.jitsioperator.world;

import java.util.Map;
import java.util.Optional;

/**
 * Labels of namespaces, as far as they are known. That a namespace is not in here says nothing of
 * its labels.
 *
 * @param known by the namespace's name
 * @param forbidden the API server's sentence, if the operator may not read namespaces
 */
public record NamespaceLabels(Map<String, Map<String, String>> known, Optional<String> forbidden) {

  public NamespaceLabels {
    known = Map.copyOf(known);
  }

  /** Nothing has been read yet. */
  public static NamespaceLabels none() {
    return new NamespaceLabels(Map.of(), Optional.empty());
  }

  /** The labels of that namespace; empty while they are not known. */
  public Optional<Map<String, String>> of(String namespace) {
    return Optional.ofNullable(known.get(namespace));
  }
}
