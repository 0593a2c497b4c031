package io.jitsioperator.plan.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * Marks by which a resource of ours stays until the operator has let it go. None is set yet:
 * bridges with calls will be the first that need one. {@code uninstall-check} looks for all of
 * them.
 */
public final class Finalizers {

  /** Begins the name of each. */
  public static final String PREFIX = "jitsi-operator.io/";

  private Finalizers() {}

  /** Those of a resource that only the operator takes away. */
  public static List<String> ours(HasMetadata resource) {
    return resource.getFinalizers().stream().filter(each -> each.startsWith(PREFIX)).toList();
  }
}
