package io.jitsioperator.testbed.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes one pod's status when it differs from what was written before, and only then. */
final class StatusWriter {

  private static final System.Logger LOG = System.getLogger(StatusWriter.class.getName());
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final KubernetesClient client;
  private final Pod pod;
  private final BooleanSupplier connected;
  private final Supplier<PodStatus> status;
  private @Nullable PodStatus written;
  private boolean closed;

  /**
   * A writer for one pod.
   *
   * @param connected whether its node can reach the API server
   * @param status what shall be written, asked at every write
   */
  StatusWriter(
      KubernetesClient client, Pod pod, BooleanSupplier connected, Supplier<PodStatus> status) {
    this.client = client;
    this.pod = pod;
    this.connected = connected;
    this.status = status;
  }

  /** Writes if needed. A failure is repeated after a second, as long as the pod exists. */
  synchronized void write() {
    PodStatus now = status.get();
    if (closed || now.equals(written) || !connected.getAsBoolean()) {
      return;
    }
    try {
      resource()
          .subresource("status")
          .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), patch(now));
      written = now;
    } catch (KubernetesClientException e) {
      boolean gone = e.getCode() == 404 || e.getCode() == 409;
      if (!gone) {
        LOG.log(System.Logger.Level.WARNING, "status of {0}: {1}", name(), e.getMessage());
        Thread.ofVirtual().start(this::again);
      }
    }
  }

  /** Writes in any case. */
  synchronized void repeat() {
    written = null;
    write();
  }

  /** Strategic, so that conditions of others stay: PodScheduled, DisruptionTarget. */
  private String patch(PodStatus now) {
    ObjectNode status = client.getKubernetesSerialization().convertValue(now, ObjectNode.class);
    for (String addresses : List.of("podIPs", "hostIPs")) {
      // Merged by address otherwise, and a pod with two of a family is invalid.
      status.withArray(addresses).insertObject(0).put("$patch", "replace");
    }
    ObjectNode patch = status.objectNode();
    patch.putObject("metadata").put("uid", pod.getMetadata().getUid());
    patch.set("status", status);
    return patch.toString();
  }

  private String name() {
    return pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
  }

  private void again() {
    try {
      Thread.sleep(RETRY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    write();
  }

  /** Removes the pod from the API, as a kubelet does when all its containers have ended. */
  void remove() {
    close();
    String uid = Objects.requireNonNull(pod.getMetadata().getUid());
    try {
      client.raw(
          "/api/v1/namespaces/%s/pods/%s"
              .formatted(pod.getMetadata().getNamespace(), pod.getMetadata().getName()),
          "DELETE",
          Map.of(
              "apiVersion",
              "v1",
              "kind",
              "DeleteOptions",
              "gracePeriodSeconds",
              0,
              "preconditions",
              Map.of("uid", uid)));
    } catch (KubernetesClientException e) {
      if (e.getCode() != 404 && e.getCode() != 409) {
        throw e;
      }
    }
  }

  /** From now on nothing is written. */
  synchronized void close() {
    closed = true;
  }

  private PodResource resource() {
    return client
        .pods()
        .inNamespace(pod.getMetadata().getNamespace())
        .withName(pod.getMetadata().getName());
  }
}
