package io.jitsioperator.intent;

import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;

/**
 * These keys shall exist in a Secret. Who carries it out draws a value for each key that is
 * missing, and never changes one that is there: it creates with POST, and adds to an existing
 * Secret by a patch that names the resourceVersion it has read.
 *
 * @param secret name, namespace, labels, owner; no data
 * @param keys names of the keys, each gets 32 characters of {@code [0-9a-z]}
 */
public record Generate(Secret secret, List<String> keys) {
  public Generate {
    keys = List.copyOf(keys);
  }
}
