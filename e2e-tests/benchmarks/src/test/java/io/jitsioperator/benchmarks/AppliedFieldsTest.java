package io.jitsioperator.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class AppliedFieldsTest {

  /** A Service as an API server returns it; {@code us} sent what {@link #SENT} says. */
  private static final String STORED =
      """
      apiVersion: v1
      kind: Service
      metadata:
        name: eu1-prosody
        namespace: meetings
        uid: 1b2c
        resourceVersion: "77"
        labels: {app: prosody, theirs: "yes"}
        finalizers: [a.example/keep, b.example/theirs]
        ownerReferences: [{apiVersion: v1, kind: Owner, name: eu1, uid: 9f}]
        managedFields:
        - manager: us
          operation: Apply
          fieldsV1:
            f:metadata:
              f:labels: {"f:app": {}}
              f:finalizers: {'v:"a.example/keep"': {}}
              f:ownerReferences: {'k:{"uid":"9f"}': {}}
            f:spec:
              f:selector: {}
              f:ports:
                'k:{"port":5222,"protocol":"TCP"}': {".": {}, "f:name": {}, "f:port": {}}
                'k:{"port":5280,"protocol":"TCP"}': {".": {}, "f:port": {}}
        - manager: us
          operation: Update
          fieldsV1: {"f:metadata": {"f:annotations": {".": {}, "f:made": {}}}}
        - manager: us
          operation: Update
          subresource: status
          fieldsV1: {"f:status": {"f:loadBalancer": {}}}
        - manager: them
          operation: Apply
          fieldsV1: {"f:metadata": {"f:labels": {"f:theirs": {}}}}
        annotations: {made: "1"}
      spec:
        clusterIP: 10.96.1.2
        selector: {app: prosody}
        ports:
        - {port: 5280, protocol: TCP, targetPort: 5280}
        - {port: 5222, protocol: TCP, targetPort: 5222, name: c2s}
      status: {loadBalancer: {}}
      """;

  private static final String SENT =
      """
      apiVersion: v1
      kind: Service
      metadata:
        name: eu1-prosody
        labels: {app: prosody}
        annotations: {made: "1"}
        finalizers: [a.example/keep]
        ownerReferences: [{apiVersion: v1, kind: Owner, name: eu1, uid: 9f}]
      spec:
        selector: {app: prosody}
        ports:
        - {port: 5280, protocol: TCP}
        - {port: 5222, protocol: TCP, name: c2s}
      """;

  private static ObjectNode tree(String yaml) {
    return Serialization.unmarshal(yaml, ObjectNode.class);
  }

  @Test
  void whatTheManagerSentAndNothingElse() {
    assertThat(AppliedFields.of(tree(STORED), "us")).isEqualTo(tree(SENT));
  }

  @Test
  void whoOwnsNothingHasSentNothing() {
    assertThatThrownBy(() -> AppliedFields.of(tree(STORED), "nobody"))
        .hasMessageContaining("nobody owns no field of")
        .hasMessageContaining("eu1-prosody");
  }
}
