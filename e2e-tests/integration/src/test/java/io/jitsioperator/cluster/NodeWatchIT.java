package io.jitsioperator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jitsioperator.testbed.faults.Fault;
import io.jitsioperator.testbed.faults.FaultProxy;
import io.jitsioperator.testbed.faults.Request;
import io.jitsioperator.testbed.faults.Rule;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.NodeReport;
import io.jitsioperator.world.NodeReport.Heartbeat;
import io.jitsioperator.world.Nodes;
import io.jitsioperator.world.Nodes.Sight;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is known of nodes, by the word of a real API server and of our own clock. */
@ExtendWith(PlainCluster.class)
class NodeWatchIT {

  private static final String LEASES = "kube-node-lease";

  private final String name = "n-" + UUID.randomUUID().toString().substring(0, 8);
  private final List<String> changed = new CopyOnWriteArrayList<>();
  private final NodeWatch.Listener listener =
      new NodeWatch.Listener() {
        @Override
        public void nodeChanged(String node) {
          changed.add(node);
        }

        @Override
        public void sightChanged() {
          changed.add("sight");
        }
      };
  private volatile Instant now = Instant.parse("2026-11-23T20:00:00Z");
  private KubernetesClient admin;
  private NodeWatch watch;

  @BeforeEach
  void open(PlainCluster.Plane plane) {
    admin = plane.admin();
    watch = new NodeWatch(admin, () -> now, listener);
  }

  @AfterEach
  void close() {
    watch.close();
    admin.nodes().withName(name).delete();
    admin.leases().inNamespace(LEASES).withName(name).delete();
  }

  /** Seen to fail when the taint out-of-service was not read. */
  @Test
  void readsWhatMatters() {
    ready("True");
    awaitSight(watch, Sight.VISIBLE);
    assertThat(changed).contains("sight");
    awaitReport(new NodeReport(false, false, true, unread()));

    cordon(true);
    awaitReport(new NodeReport(true, false, true, unread()));
    assertThat(changed).contains(name);

    cordon(false);
    taint();
    awaitReport(new NodeReport(false, true, true, unread()));
  }

  /** Seen to fail when every change of a Node was told. */
  @Test
  void whatNobodyAsksForIsNoNews() {
    ready("True");
    awaitSight(watch, Sight.VISIBLE);
    awaitReport(new NodeReport(false, false, true, unread()));
    changed.clear();
    patch("{\"metadata\":{\"labels\":{\"a\":\"b\"}}}");
    cordon(true);
    awaitReport(new NodeReport(true, false, true, unread()));
    assertThat(changed).as("told of after a label and a cordon").containsExactly(name);
  }

  /** Seen to fail when a node that the cache does not show was not asked for. */
  @Test
  void aNodeIsGoneOnlyByTheApiServersWord(PlainCluster.Plane plane) throws IOException {
    var api = plane.plane().admin();
    try (var proxy = FaultProxy.before(api);
        var client = api.through(proxy.uri()).client();
        var late = new NodeWatch(client, () -> now, listener)) {
      awaitSight(late, Sight.VISIBLE);
      assertThat(look(late)).isInstanceOf(Lookup.Missing.class);
      // From now on its cache hears of nothing.
      var deaf = proxy.add(Rule.always(Request::watch, new Fault.NoAnswer()));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> proxy.cutWatches() + deaf.hits() > 0 && deaf.hits() > 0);
      ready("True");
      assertThat(look(late))
          .as("node %s, which exists, though the cache does not show it", name)
          .isInstanceOf(Lookup.Found.class);
    }
  }

  /** Seen to fail when a Lease's change was not noticed. */
  @Test
  void aHeartbeatIsMeasuredByOurOwnClock() {
    awaitSight(watch, Sight.VISIBLE);
    ready("Unknown");
    // A node whose clock is a year behind is as alive as any other.
    renew(Instant.parse("2025-11-23T20:00:00Z"));
    Instant first = now;
    assertThat(lease()).isEqualTo(new Lookup.Found<>(new Heartbeat(first, first)));

    now = first.plusSeconds(59);
    assertThat(lease()).isEqualTo(new Lookup.Found<>(new Heartbeat(first, now)));

    renew(Instant.parse("2025-11-23T20:00:10Z"));
    now = first.plusSeconds(65);
    assertThat(lease()).isEqualTo(new Lookup.Found<>(new Heartbeat(now, now)));
  }

  /** Seen to fail when a Lease that does not exist was unknown. */
  @Test
  void aNodeWithoutALeaseHasNone() {
    awaitSight(watch, Sight.VISIBLE);
    ready("False");
    assertThat(lease()).isInstanceOf(Lookup.Missing.class);
  }

  /** Seen to fail when a 403 was taken for an outage. */
  @Test
  void whoMayNotLookKnowsNothing() {
    var config =
        new ConfigBuilder(admin.getConfiguration())
            .withImpersonateUsername("nobody-in-particular")
            .build();
    try (var client = new KubernetesClientBuilder().withConfig(config).build();
        var blind = new NodeWatch(client, () -> now, listener)) {
      awaitSight(blind, Sight.FORBIDDEN);
      assertThat(blind.look(Set.of(name))).isEqualTo(new Nodes(Sight.FORBIDDEN, Map.of()));
    }
  }

  private void awaitSight(NodeWatch of, Sight sight) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(of.look(Set.of()).sight()).as("sight of the nodes").isEqualTo(sight));
  }

  private void awaitReport(NodeReport wanted) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(look()).isEqualTo(new Lookup.Found<>(wanted)));
  }

  private Lookup<NodeReport> look() {
    return look(watch);
  }

  private Lookup<NodeReport> look(NodeWatch by) {
    return by.look(Set.of(name)).node(name);
  }

  private Lookup<Heartbeat> lease() {
    return look().found().orElseThrow().lease();
  }

  private static Lookup<Heartbeat> unread() {
    return new Lookup.Unknown<>("not read while the node is ready");
  }

  private void ready(String status) {
    var node =
        new NodeBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withNewStatus()
            .addNewCondition()
            .withType("Ready")
            .withStatus(status)
            .endCondition()
            .endStatus()
            .build();
    admin.resource(node).create();
    admin.resource(node).patchStatus();
  }

  private void cordon(boolean cordoned) {
    patch("{\"spec\":{\"unschedulable\":" + cordoned + "}}");
  }

  /** Whatever the cluster's own controllers write to the node at the same time. */
  private void patch(String change) {
    admin.nodes().withName(name).patch(PatchContext.of(PatchType.STRATEGIC_MERGE), change);
  }

  private void taint() {
    patch(
        "{\"spec\":{\"taints\":[{\"key\":\"node.kubernetes.io/out-of-service\","
            + "\"value\":\"nodeshutdown\",\"effect\":\"NoExecute\"}]}}");
  }

  private void renew(Instant at) {
    admin
        .resource(
            new LeaseBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(LEASES)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(name)
                .withRenewTime(at.atZone(ZoneOffset.UTC))
                .endSpec()
                .build())
        .forceConflicts()
        .serverSideApply();
  }
}
