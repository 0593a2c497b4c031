package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.testbed.jitsi.Conference;
import io.jitsioperator.testbed.jitsi.JvbContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A shard whose bridges somebody has made by hand: all that a pool will do, step by step. */
@ExtendWith(ShardCluster.class)
@Execution(ExecutionMode.CONCURRENT)
class BridgesByHandIT {

  private static final String BRIDGE =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: %1$s}
      spec:
        restartPolicy: OnFailure
        terminationGracePeriodSeconds: 600
        securityContext: {runAsNonRoot: true, runAsUser: 1000, seccompProfile: {type: RuntimeDefault}}
        containers:
          - name: jvb
            image: ghcr.io/jitsi/jvb:stable-11146-2
            securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
            env:
              - {name: ENABLE_JVB_XMPP_SERVER, value: "1"}
              - {name: JVB_XMPP_SERVER, value: eu1-brewery.%2$s.svc.cluster.local}
              - {name: COLIBRI_REST_ENABLED, value: "1"}
              - {name: SHUTDOWN_REST_ENABLED, value: "1"}
              - {name: ENABLE_OCTO, value: "1"}
              - {name: JVB_OCTO_REGION, value: eu-central}
              - {name: JVB_OCTO_RELAY_ID, value: %1$s}
              - name: JVB_AUTH_PASSWORD
                valueFrom: {secretKeyRef: {name: eu1-credentials, key: JVB_AUTH_PASSWORD}}
            lifecycle:
              preStop:
                exec:
                  command:
                    - sh
                    - -c
                    - |
                      curl -X POST http://127.0.0.1:8080/colibri/drain/enable
                      curl -X POST -H 'Content-Type: application/json' \\
                        -d '{"graceful-shutdown": true}' http://127.0.0.1:8080/colibri/shutdown
                      while curl http://127.0.0.1:8080/about/version; do sleep 1; done
            volumeMounts: [{name: run, mountPath: /run}, {name: tmp, mountPath: /tmp}]
        volumes: [{name: run, emptyDir: {}}, {name: tmp, emptyDir: {}}]
      """;

  @Test
  void peopleAreMovedOffABridgeThatGoes(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1", "networkPolicy: {enabled: false}").awaitReady();
    namespace.apply(BRIDGE.formatted("first", namespace.name()));
    awaitBridges(shard, 1);
    Conference conference = shard.meet("call", 3);
    Eventually.see("three people hear each other", conference::talking, all -> all == 3);
    namespace.apply(BRIDGE.formatted("second", namespace.name()));
    awaitBridges(shard, 2);

    namespace.client().pods().inNamespace(namespace.name()).withName("first").delete();
    Eventually.see(
        "the hook has drained it",
        () -> jicofo(shard, "/debug"),
        debug -> debug.contains("\"drain\":true") && debug.contains("\"graceful-shutdown\":true"));
    assertThat(bridge(shard, "first").endpoints()).as("they talk on").isEqualTo(3);
    assertThat(jicofo(shard, "/move-endpoints/move-endpoints?bridge=first&numEndpoints=9"))
        .isEqualTo("{\"movedEndpoints\":3,\"conferences\":1}");

    Eventually.see("all were moved", () -> conference.fates().moved(), moved -> moved == 3);
    assertThat(bridge(shard, "second").endpoints()).isEqualTo(3);
    conference.close();
    assertThat(conference.cut()).isEmpty();
    assertThat(conference.fates().mostMoves()).isOne();
    assertThat(conference.fates().left()).isEqualTo(3);
  }

  private static void awaitBridges(Shard shard, int count) {
    Eventually.see(
        "Jicofo knows %d bridges".formatted(count),
        () -> jicofo(shard, "/stats"),
        stats -> stats.contains("\"operational_bridge_count\":" + count));
  }

  private static JvbContainer bridge(Shard shard, String pod) {
    return Optional.of(shard.operator().images())
        .flatMap(all -> all.running(JvbContainer.class, shard.namespace(), pod, "jvb"))
        .orElseThrow(() -> new AssertionError("no bridge runs in " + pod));
  }

  private static String jicofo(Shard shard, String path) {
    Pod pod = shard.pod("jicofo");
    URI uri = URI.create("http://" + pod.getStatus().getPodIP() + ":8888" + path);
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
