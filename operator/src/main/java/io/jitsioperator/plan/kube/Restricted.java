package io.jitsioperator.plan.kube;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;

/**
 * Pods that Pod Security's level "restricted" lets in. All images of Jitsi run that way, and s6
 * needs it: without {@code allowPrivilegeEscalation: false} it fails to set its group (Jitsi
 * contracts: jitsi/docker-jitsi-meet base/Dockerfile@738058b4, jitsi-contrib/jitsi-helm
 * docs/guides/security.md@b849a05).
 */
public final class Restricted {

  /** User and group of every image (jitsi/docker-jitsi-meet base/Dockerfile@738058b4). */
  private static final long JITSI = 1000;

  private Restricted() {}

  /** A pod that knows nothing of the API server, and whose volumes Jitsi's user can write. */
  public static PodSpecBuilder pod() {
    return new PodSpecBuilder()
        .withAutomountServiceAccountToken(false)
        // Variables such as PROSODY_PORT, which Kubernetes would make of Services, must not meet
        // the images' own.
        .withEnableServiceLinks(false)
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(JITSI)
        .withRunAsGroup(JITSI)
        .withFsGroup(JITSI)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext();
  }

  /** A container with no rights and a root that it cannot write. */
  public static ContainerBuilder container() {
    return new ContainerBuilder()
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext();
  }
}
