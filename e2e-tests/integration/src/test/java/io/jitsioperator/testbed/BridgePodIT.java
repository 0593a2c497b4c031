package io.jitsioperator.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jitsioperator.testbed.jitsi.JvbContainer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The life of a videobridge's pod on a simulated node, as an operator would make it. */
@ExtendWith(SmallTestbed.class)
class BridgePodIT {

  private static final String POD =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: config}
      data:
        custom-jvb.conf: videobridge.shutdown.shutting-down-delay = 1 second
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: p, labels: {app: p}}
      spec:
        restartPolicy: OnFailure
        terminationGracePeriodSeconds: 300
        initContainers:
          - name: address
            image: ghcr.io/jitsi/jvb:stable-11146-2
            command: [sh, -c]
            args:
              - |
                trap 'exit 143' TERM
                tries=%s
                until [ -s /podinfo/advertise ]; do
                  tries=$((tries - 1))
                  if [ $tries -lt 0 ]; then echo "Nobody told the address of this pod."; exit 1; fi
                  sleep 0.2
                done
            volumeMounts: [{name: podinfo, mountPath: /podinfo}]
        containers:
          - name: jvb
            image: ghcr.io/jitsi/jvb:stable-11146-2
            env:
              - {name: JVB_DISABLE_XMPP, value: "1"}
              - {name: COLIBRI_REST_ENABLED, value: "1"}
              - {name: SHUTDOWN_REST_ENABLED, value: "1"}
              - name: JVB_ADVERTISE_IPS
                valueFrom: {fieldRef: {fieldPath: "metadata.annotations['advertise']"}}
            ports: [{name: rest, containerPort: 8080}]
            readinessProbe: {httpGet: {path: /about/health, port: rest}, periodSeconds: 1}
            lifecycle:
              preStop:
                exec:
                  command:
                    - sh
                    - -c
                    - |
                      curl -sX POST http://127.0.0.1:8080/colibri/drain/enable
                      curl -sX POST -H 'Content-Type: application/json' \
                        -d '{"graceful-shutdown": true}' http://127.0.0.1:8080/colibri/shutdown
                      while curl -s http://127.0.0.1:8080/about/version; do sleep 1; done
            volumeMounts:
              - {name: config, mountPath: /config}
              - {name: run, mountPath: /run}
              - {name: tmp, mountPath: /tmp}
        volumes:
          - {name: config, configMap: {name: config}}
          - {name: run, emptyDir: {}}
          - {name: tmp, emptyDir: {}}
          - name: podinfo
            downwardAPI:
              items: [{path: advertise, fieldRef: {fieldPath: "metadata.annotations['advertise']"}}]
      """;

  private final OnePod one;

  BridgePodIT(SmallTestbed.Shared shared) {
    one = OnePod.in(shared);
  }

  @Test
  void waitsForItsAddressServesAndSucceeds() throws Exception {
    one.manifests().apply(POD.formatted("3000"));
    one.eventually(() -> assertThat(initRuns()).as(one::evidence).isTrue());
    assertThat(pod().getStatus().getPhase()).isEqualTo("Pending");
    awaitReady();
    assertThat(jvb().advertised()).containsExactly("203.0.113.5:10000");
    assertThat(get("/colibri/stats")).contains("\"local_endpoints\":0");

    jvb().crash();
    one.eventually(() -> assertThat(get("/colibri/stats")).contains("\"drain\":false"));
    assertThat(one.restarts()).as("its supervisor has started it, not the kubelet").isZero();

    post("/colibri/shutdown", "{\"graceful-shutdown\": true}");
    one.eventually(
        () -> assertThat(pod().getStatus().getPhase()).as(one::evidence).isEqualTo("Succeeded"));
    assertThat(one.container().orElseThrow().getState().getTerminated().getExitCode()).isZero();
    assertThat(one.restarts()).isZero();
    one.pod().delete();
    one.eventually(() -> assertThat(one.pod().get()).isNull());
  }

  @Test
  void aDeletedOneWaitsForItsCall() throws Exception {
    one.manifests().apply(POD.formatted("3000"));
    awaitReady();
    jvb().join("call", 2);
    one.pod().delete();
    one.eventually(
        () ->
            assertThat(get("/colibri/stats"))
                .contains("\"drain\":true", "\"graceful_shutdown\":true"));
    Thread.sleep(5000);
    assertThat(jvb().endpoints()).isEqualTo(2);
    assertThat(pod().getStatus().getPhase()).isEqualTo("Running");
    jvb().leave("call", 2);
    one.eventually(() -> assertThat(one.pod().get()).isNull());
  }

  @Test
  void anInitStepThatGivesUpSaysSoAndTriesAgain() {
    one.manifests().apply(POD.formatted("2"));
    one.eventually(
        () ->
            assertThat(pod().getStatus().getInitContainerStatuses().getFirst().getRestartCount())
                .as(one::evidence)
                .isPositive());
    one.eventually(
        () -> assertThat(one.evidence()).contains("Nobody told the address of this pod."));
    one.pod().delete();
    one.eventually(() -> assertThat(one.pod().get()).as("the script traps SIGTERM").isNull());
  }

  @Test
  void aHookThatAProgramDoesNotKnowIsAnEvent() {
    one.createAndAwaitRunning("listen", "lifecycle: {preStop: {exec: {command: [x]}}}");
    one.pod().delete();
    one.eventually(
        () -> assertThat(one.evidence()).contains("FailedPreStopHook: c: this program knows no"));
    one.eventually(() -> assertThat(one.pod().get()).isNull());
  }

  private Pod pod() {
    return Objects.requireNonNull(one.pod().get());
  }

  private boolean initRuns() {
    return pod().getStatus().getInitContainerStatuses().stream()
        .anyMatch(each -> each.getState().getRunning() != null);
  }

  private void awaitReady() {
    one.eventually(() -> assertThat(pod().getStatus().getPodIP()).isNotNull());
    one.pod()
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"advertise\":\"203.0.113.5\"}}}");
    one.eventually(
        () -> assertThat(one.container().orElseThrow().getReady()).as(one::evidence).isTrue());
  }

  private JvbContainer jvb() {
    return (JvbContainer) one.testbed().nodes().process(one.namespace(), "p", "jvb").orElseThrow();
  }

  /** The answer; empty while nobody listens. */
  private String get(String path) throws IOException, InterruptedException {
    try {
      return send(request(path));
    } catch (ConnectException e) {
      return "";
    }
  }

  private void post(String path, String body) throws IOException, InterruptedException {
    send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://" + pod().getStatus().getPodIP() + ":8080" + path));
  }

  private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
