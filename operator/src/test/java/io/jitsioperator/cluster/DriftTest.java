package io.jitsioperator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DriftTest {

  static Stream<Arguments> sameThing() {
    return Stream.of(
        row(
            "fields that the API server fills in",
            "{spec: {type: ClusterIP}}",
            "{spec: {type: ClusterIP, clusterIP: 10.0.0.1, sessionAffinity: None}}"),
        row(
            "labels that others add",
            "{metadata: {labels: {a: b}}}",
            "{metadata: {labels: {a: b, argocd: x}}}"),
        row(
            "a number said as text",
            "{spec: {ports: [{port: 80, targetPort: '8080'}]}}",
            "{spec: {ports: [{port: 80, targetPort: 8080, protocol: TCP}]}}"),
        row(
            "another form of a quantity",
            "{resources: {limits: {memory: 1024Mi, cpu: '0.5'}}}",
            "{resources: {limits: {memory: 1Gi, cpu: 500m}}}"),
        row(
            "a size limit of a volume",
            "{volumes: [{name: tmp, emptyDir: {sizeLimit: 1024Ki}}]}",
            "{volumes: [{name: tmp, emptyDir: {sizeLimit: 1Mi}}]}"),
        row(
            "what is empty and not stored",
            "{spec: {a: {}, b: [], c: '', d: false, e: 0}}",
            "{spec: {}}"),
        row("what is empty and stored", "{spec: {podSelector: {}}}", "{spec: {podSelector: {}}}"),
        row(
            "a sidecar that was injected",
            "{containers: [{name: web}]}",
            "{containers: [{name: mesh}, {name: web}]}"),
        row(
            "another order of variables",
            "{env: [{name: A, value: x}, {name: B, value: y}]}",
            "{env: [{name: B, value: y}, {name: A, value: x}]}"),
        row("an empty variable", "{env: [{name: A, value: ''}]}", "{env: [{name: A}]}"),
        row(
            "a protocol that is the default",
            "{spec: {ingress: [{ports: [{port: 5222}]}]}}",
            "{spec: {ingress: [{ports: [{port: 5222, protocol: TCP}]}]}}"),
        row(
            "a key with dots",
            "{metadata: {labels: {app.kubernetes.io/name: x}}}",
            "{metadata: {labels: {app.kubernetes.io/name: x}}}"));
  }

  static Stream<Arguments> changed() {
    return Stream.of(
        row("spec.replicas", "{spec: {replicas: 1}}", "{spec: {replicas: 2}}"),
        row("spec.replicas", "{spec: {replicas: 0}}", "{spec: {replicas: 1}}"),
        row("spec.domain", "{spec: {domain: x}}", "{spec: {}}"),
        row("spec.enabled", "{spec: {enabled: false}}", "{spec: {enabled: true}}"),
        row(
            "metadata.labels.a",
            "{metadata: {labels: {a: b}}}",
            "{metadata: {}}".replace("{}", "{labels: {c: d}}")),
        row(
            "containers[web].image",
            "{containers: [{name: web, image: a}]}",
            "{containers: [{name: mesh, image: a}, {name: web, image: b}]}"),
        row("containers[web]", "{containers: [{name: web}]}", "{containers: [{name: mesh}]}"),
        row("env[A].value", "{env: [{name: A, value: '1000m'}]}", "{env: [{name: A, value: '1'}]}"),
        row("env[A].value", "{env: [{name: A, value: ''}]}", "{env: [{name: A, value: x}]}"),
        row(
            "spec.ports[80/TCP].targetPort",
            "{spec: {ports: [{port: 80, targetPort: 8080}]}}",
            "{spec: {ports: [{port: 80, protocol: TCP, targetPort: 9090}]}}"),
        row(
            "spec.ports[80/TCP]",
            "{spec: {ports: [{port: 80, name: http}]}}",
            "{spec: {ports: [{port: 81, name: http}]}}"),
        row(
            "spec.ports[53/UDP]",
            "{spec: {ports: [{port: 53, protocol: UDP}]}}",
            "{spec: {ports: [{port: 53, protocol: TCP}]}}"),
        row(
            "spec.limits.memory",
            "{spec: {limits: {memory: 1Gi}}}",
            "{spec: {limits: {memory: 1G}}}"),
        row("args", "{args: [a]}", "{args: [a, b]}"),
        row("args[1]", "{args: [a, b]}", "{args: [a, c]}"),
        row("tolerations", "{tolerations: [{key: a}]}", "{tolerations: [{key: a}, {key: b}]}"),
        row(
            "spec.selector.tier",
            "{spec: {selector: {app: web}}}",
            "{spec: {selector: {app: web, tier: x}}}"),
        row(
            "spec.podSelector.matchLabels",
            "{spec: {podSelector: {}}}",
            "{spec: {podSelector: {matchLabels: {a: b}}}}"),
        row(
            "spec.ingress[0].from",
            "{spec: {ingress: [{ports: [{port: 80}]}]}}",
            "{spec: {ingress: [{ports: [{port: 80}], from: [{podSelector: {}}]}]}}"),
        row("spec.ingress", "{spec: {ingress: []}}", "{spec: {ingress: [{ports: [{port: 80}]}]}}"),
        row(
            "spec.ingress[0].from[0].namespaceSelector",
            "{spec: {ingress: [{from: [{podSelector: {matchLabels: {a: b}}}]}]}}",
            "{spec: {ingress: [{from: [{podSelector: {matchLabels: {a: b}}, namespaceSelector:"
                + " {matchLabels: {c: d}}}]}]}}"),
        row(
            "metadata.ownerReferences[u1].controller",
            "{metadata: {ownerReferences: [{uid: u1, controller: true}]}}",
            "{metadata: {ownerReferences: [{uid: u0}, {uid: u1, controller: false}]}}"),
        row("spec.a", "{spec: {a: {b: c}}}", "{spec: {a: text}}"));
  }

  private static Arguments row(String what, String desired, String observed) {
    return Arguments.of(what, desired, observed);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void sameThing(String why, String desired, String observed) {
    assertThat(drift(desired, observed)).as(why).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @MethodSource
  void changed(String path, String desired, String observed) {
    assertThat(drift(desired, observed)).contains(path);
  }

  private static Optional<String> drift(String desired, String observed) {
    return Drift.between(yaml(desired), yaml(observed));
  }

  private static JsonNode yaml(String text) {
    return Serialization.unmarshal("---\n" + text, JsonNode.class);
  }
}
