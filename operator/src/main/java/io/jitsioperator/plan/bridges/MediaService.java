package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The Service that leads to one bridge. It is there before the pod: that the API server took it is
 * the proof that nobody else has its port. It stays as long as the pod.
 */
final class MediaService {

  /** Label of a bridge's pod that no other pod has. */
  static final String BRIDGE = "jitsi-operator.io/bridge";

  /** UID of its pod, once there was one; another pod never gets this Service. */
  static final String POD = "jitsi-operator.io/pod";

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

  private MediaService() {}

  /**
   * As it shall be.
   *
   * @param name that of the bridge
   * @param port UDP port of the bridge, and of the nodes
   * @param pod of the bridge, if there is one
   */
  static Service of(PoolScope scope, String name, int port, MediaManner manner, Optional<Pod> pod) {
    var selector = new TreeMap<>(scope.selector());
    selector.put(BRIDGE, name);
    var meta =
        new ObjectMetaBuilder(scope.meta(name, PoolScope.COMPONENT))
            .addToAnnotations(Jvb.PORT, Integer.toString(port))
            .addToAnnotations(MediaManner.ANNOTATION, manner.word());
    pod.ifPresent(
        p ->
            meta.addToAnnotations(POD, p.getMetadata().getUid())
                // If the pool goes without its bridges, the Service stays until the pod is gone.
                .addToOwnerReferences(
                    new OwnerReferenceBuilder()
                        .withApiVersion("v1")
                        .withKind("Pod")
                        .withName(name)
                        .withUid(p.getMetadata().getUid())
                        .build()));
    return new ServiceBuilder()
        .withMetadata(meta.build())
        .withNewSpec()
        .withType(manner.exposure())
        .withSelector(selector)
        .withPorts(port(port, manner))
        // Any other node would only pass it on, from an address of its own.
        .withExternalTrafficPolicy("Local")
        // A bridge that is not ready for a moment still has people on it.
        .withPublishNotReadyAddresses(true)
        .endSpec()
        .build();
  }

  private static ServicePort port(int port, MediaManner manner) {
    return new ServicePortBuilder()
        .withName("media")
        .withProtocol("UDP")
        .withPort(port)
        .withNewTargetPort(port)
        .withNodePort(manner.isOnAllNodes() ? port : null)
        .build();
  }

  /** Its port, as these annotations say; 0 if they do not. */
  static int port(Map<String, String> annotations) {
    var text = annotations.getOrDefault(Jvb.PORT, "");
    return NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
  }
}
