package io.jitsioperator.testbed.node;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Warnings of the simulated kubelets, as Events of the pod. The same sentence about a pod is
 * written once.
 */
final class PodEvents {

  private final KubernetesClient client;
  private final Map<String, Boolean> said = new ConcurrentHashMap<>();

  PodEvents(KubernetesClient client) {
    this.client = client;
  }

  /** Says something of a pod, without waiting for it to be written. */
  void warn(Pod pod, String reason, String message) {
    String key = pod.getMetadata().getUid() + reason + message;
    if (said.putIfAbsent(key, true) == null) {
      Thread.ofVirtual().name("event").start(() -> write(pod, reason, message));
    }
  }

  private void write(Pod pod, String reason, String message) {
    try {
      client.resource(event(pod, reason, message)).create();
    } catch (KubernetesClientException e) {
      // The namespace is going away, or the API server is: nobody is left to read it.
    }
  }

  private static Event event(Pod pod, String reason, String message) {
    String now = Instant.now().toString();
    return new EventBuilder()
        .withNewMetadata()
        .withGenerateName(pod.getMetadata().getName() + ".")
        .withNamespace(pod.getMetadata().getNamespace())
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion("v1")
        .withKind("Pod")
        .withNamespace(pod.getMetadata().getNamespace())
        .withName(pod.getMetadata().getName())
        .withUid(pod.getMetadata().getUid())
        .endInvolvedObject()
        .withType("Warning")
        .withReason(reason)
        .withMessage(message)
        .withFirstTimestamp(now)
        .withLastTimestamp(now)
        .withCount(1)
        .withNewSource("kubelet", pod.getSpec().getNodeName())
        .build();
  }
}
