package io.jitsioperator.testbed.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerEnvTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "plain, plain",
        "$(A), a",
        "x$(A)y$(B)z, xaybz",
        "$$(A), $(A)",
        "$$$(A), $a",
        "$(UNKNOWN), $(UNKNOWN)",
        "$A, $A",
        "$(A, $(A",
        "100$, 100$",
        "$$, $",
      })
  void expansion(String text, String expected) {
    assertThat(ContainerEnv.expand(text, Map.of("A", "a", "B", "b"))).isEqualTo(expected);
  }

  @Test
  void allSources() throws Blocked {
    Map<String, String> env =
        env(
            """
            envFrom:
              - {configMapRef: {name: cm}, prefix: CM_}
              - {secretRef: {name: absent, optional: true}}
            env:
              - {name: EMPTY}
              - {name: PLAIN, value: plain}
              - {name: EXPANDED, value: "$(PLAIN)-$(CM_key)-$(LATER)"}
              - {name: LATER, value: later}
              - {name: SECRET, valueFrom: {secretKeyRef: {name: sec, key: password}}}
              - {name: OPTIONAL, valueFrom: {secretKeyRef: {name: sec, key: none, optional: true}}}
              - {name: KEY, valueFrom: {configMapKeyRef: {name: cm, key: key}}}
              - {name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
              - {name: LABEL, valueFrom: {fieldRef: {fieldPath: "metadata.labels['app.kubernetes.io/name']"}}}
              - {name: NOTE, valueFrom: {fieldRef: {fieldPath: "metadata.annotations['none']"}}}
              - {name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}
              - {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
              - {name: HOST, valueFrom: {fieldRef: {fieldPath: status.hostIP}}}
              - {name: MEMORY, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}}
              - {name: BYTES, valueFrom: {resourceFieldRef: {resource: limits.memory}}}
              - {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
              - {name: MILLIS, valueFrom: {resourceFieldRef: {resource: requests.cpu, divisor: 1m}}}
              - {name: PLAIN, value: twice}
            resources: {limits: {memory: 1Gi, cpu: 1500m}, requests: {cpu: 250m}}
            """);
    assertThat(env)
        .containsEntry("EMPTY", "")
        .containsEntry("PLAIN", "twice")
        .containsEntry("EXPANDED", "plain-value-$(LATER)")
        .containsEntry("SECRET", "geheim")
        .doesNotContainKey("OPTIONAL")
        .containsEntry("KEY", "value")
        .containsEntry("NAME", "p")
        .containsEntry("LABEL", "jicofo")
        .containsEntry("NOTE", "")
        .containsEntry("NODE", "node-1")
        .containsEntry("IP", "127.9.1.1")
        .containsEntry("HOST", "127.9.0.10")
        .containsEntry("MEMORY", "1024")
        .containsEntry("BYTES", "1073741824")
        .containsEntry("CPU", "2")
        .containsEntry("MILLIS", "250")
        .containsEntry("KUBERNETES_SERVICE_HOST", "10.96.0.1")
        .containsEntry("MY_JVB_PORT", "tcp://10.96.0.9:8080");
  }

  @Test
  void aLimitThatIsNotSetIsTheWholeNode() throws Blocked {
    String env =
        "env: [{name: M, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Gi}}}]";
    assertThat(env(env)).containsEntry("M", "128");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "env: [{name: X, valueFrom: {secretKeyRef: {name: no, key: k}}}] | secret \"no\" not found",
        "env: [{name: X, valueFrom: {secretKeyRef: {name: sec, key: k}}}] | couldn't find key k in secret sec",
        "env: [{name: X, valueFrom: {configMapKeyRef: {name: cm, key: k}}}] | couldn't find key k in configmap cm",
        "envFrom: [{configMapRef: {name: no}}] | configmap \"no\" not found",
        "env: [{name: X, valueFrom: {fieldRef: {fieldPath: spec.tea}}}] | no such field of a pod: spec.tea",
      })
  void whatIsMissingIsNamed(String container, String message) {
    assertThatThrownBy(() -> env(container))
        .isInstanceOfSatisfying(
            Blocked.class,
            blocked -> assertThat(blocked.reason()).isEqualTo("CreateContainerConfigError"))
        .hasMessage(message);
  }

  private static Map<String, String> env(String container) throws Blocked {
    Pod pod =
        Serialization.unmarshal(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: p, namespace: n, uid: u, labels: {app.kubernetes.io/name: jicofo}}
            spec:
              nodeName: node-1
              containers:
                -
            """
                + container.indent(6),
            Pod.class);
    Map<String, Quantity> node = Map.of("memory", new Quantity("128Gi"), "cpu", new Quantity("8"));
    return new ContainerEnv(new PodFields(pod, "127.9.1.1", "127.9.0.10", node), new Fixed())
        .of(pod.getSpec().getContainers().getFirst());
  }

  private record Fixed() implements Contents {
    @Override
    public Optional<String> disk(String claim) {
      return Optional.empty();
    }

    @Override
    public Optional<Map<String, byte[]>> secret(String name) {
      return name.equals("sec")
          ? Optional.of(Map.of("password", utf8("geheim")))
          : Optional.empty();
    }

    @Override
    public Optional<Map<String, byte[]>> configMap(String name) {
      return name.equals("cm") ? Optional.of(Map.of("key", utf8("value"))) : Optional.empty();
    }

    @Override
    public List<Service> services(boolean links) {
      Service api = service("kubernetes", "10.96.0.1", 443);
      return links ? List.of(api, service("my-jvb", "10.96.0.9", 8080)) : List.of(api);
    }

    private static Service service(String name, String ip, int port) {
      return Serialization.unmarshal(
          "---\n{apiVersion: v1, kind: Service, metadata: {name: %s}, spec: {clusterIP: %s, ports: [{port: %d}]}}"
              .formatted(name, ip, port),
          Service.class);
    }

    private static byte[] utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }
}
