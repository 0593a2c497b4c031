package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.testbed.faults.Fault;
import io.jitsioperator.testbed.faults.FaultProxy;
import io.jitsioperator.testbed.faults.Request;
import io.jitsioperator.testbed.faults.Rule;
import io.jitsioperator.testbed.operator.OperatorProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An API server that conflicts, throttles, fails, stays silent and cuts watches is survived, and
 * never hammered.
 */
@OwnCluster
@Order(4)
@TestInstance(Lifecycle.PER_CLASS)
class FaultsIT {

  /** The Lease is left in peace: without it the operator ends, and two tests are about that. */
  private static final Predicate<Request> OURS = request -> !request.path().contains("/leases");

  private static final Predicate<Request> LEASE = OURS.negate().and(Request::write);

  private static final Predicate<Request> WRITES = OURS.and(Request::write);

  private final RunningOperator operator;
  private final KubernetesClient client;
  private FaultProxy proxy;

  FaultsIT(RunningOperator operator) {
    this.operator = operator;
    this.client = operator.client();
  }

  @BeforeAll
  void standBetween() throws IOException {
    proxy = FaultProxy.before(operator.testbed().plane().admin());
    operator.kill();
    operator.startBehind(way -> way.through(proxy.uri()));
  }

  @AfterEach
  void heal() {
    proxy.heal();
  }

  @AfterAll
  void stepAside() {
    operator.kill();
    proxy.close();
    operator.startAgain();
  }

  @Test
  void shardsGetReadyThroughRandomFaults(TestNamespace namespace) {
    long seed = 20261123;
    List<Fault> faults =
        List.of(
            new Fault.Conflict(),
            new Fault.TooManyRequests(Duration.ofSeconds(1)),
            new Fault.InternalError(),
            new Fault.AnswerLost());
    for (int i = 0; i < faults.size(); i++) {
      proxy.add(Rule.randomly(WRITES, faults.get(i), 0.05, seed + i));
    }
    proxy.add(
        Rule.randomly(
            OURS.and(Request::watch), new Fault.CutWatch(Duration.ofSeconds(2)), 0.5, seed));
    List<Shard> shards = IntStream.range(0, 4).mapToObj(i -> namespace.shard("s" + i)).toList();
    shards.forEach(Shard::awaitReady);
    Map<String, String> passwords = shards.getFirst().credentials();
    proxy.heal();
    shards.forEach(Shard::settledVersions);
    assertThat(shards.getFirst().credentials()).as("passwords, seed %d", seed).isEqualTo(passwords);
  }

  static List<Fault> lasting() {
    return List.of(
        new Fault.Conflict(),
        new Fault.InternalError(),
        new Fault.TooManyRequests(Duration.ofSeconds(2)),
        new Fault.NoAnswer());
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void aFaultThatLastsIsWaitedOut(Fault fault, TestNamespace namespace) {
    proxy.add(Rule.always(WRITES, fault));
    long before = proxy.counts().of(WRITES);
    Shard shard = namespace.shard("eu1");
    Eventually.pause(Duration.ofSeconds(20));
    // Waits of 1, 2, 4, 8 s: five passes in 20 s. In each, every one of 17 objects may fail once.
    assertThat(proxy.counts().of(WRITES) - before)
        .as("writes within 20 s of %s: %s", fault, proxy.counts().all())
        .isBetween(1L, 5L * 17 + 10);
    proxy.heal();
    shard.awaitReady();
  }

  @Test
  void whatHappensWhileWatchesAreCutIsSeen(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    Map<String, String> pods = shard.pods();
    HasMetadata service =
        client.services().inNamespace(namespace.name()).withName("eu1-prosody").require();
    assertThat(proxy.cutWatches()).as("watches that were cut").isPositive();
    client.resource(service).delete();
    shard.awaitReplacement(service);
    shard.awaitReady().assertPods(pods);
  }

  @Test
  void threeFailuresAtTheLeaseInARowAreSurvived(TestNamespace namespace)
      throws InterruptedException {
    OperatorProcess process = operator.process();
    List<Rule> rules =
        Stream.of(new Fault.Conflict(), new Fault.InternalError(), new Fault.AnswerLost())
            .map(fault -> proxy.add(Rule.times(LEASE, fault, 1)))
            .toList();
    Eventually.see(
        "each was met once", () -> rules.stream().mapToLong(Rule::hits).sum(), met -> met == 3);
    long before = proxy.counts().of(LEASE);
    Eventually.see(
        "the Lease is renewed twice, or it has ended",
        () -> proxy.counts().of(LEASE) - before,
        renewed -> renewed >= 2 || !process.alive());
    assertThat(process.alive()).as("it lives: %s", process.tail()).isTrue();
    assertThat(process.readiness()).contains("leading");
    namespace.shard("eu1").awaitReady();
  }

  /** Seen to fail when it lived on without the Lease. */
  @Test
  void aLeaseThatCannotBeRenewedEndsIt() throws IOException {
    OperatorProcess process = operator.process();
    proxy.add(Rule.always(LEASE, new Fault.InternalError()));
    try {
      Eventually.see("it ends: " + process.tail(), process::alive, alive -> !alive);
      assertThat(process.tail()).contains("The Lease was lost");
    } finally {
      proxy.heal();
      operator.kill();
      operator.startBehind(way -> way.through(proxy.uri()));
    }
  }

  @Test
  void atRestItAsksNothingButWatches(TestNamespace namespace) {
    namespace.shard("eu1").awaitReady().settledVersions();
    Eventually.see(
        "the shards of other tests are gone",
        () -> client.resources(JitsiShard.class).inAnyNamespace().list().getItems().size(),
        left -> left == 1);
    Predicate<Request> reads = OURS.and(request -> !request.write());
    long before = proxy.counts().of(reads);
    Eventually.pause(Duration.ofSeconds(20));
    assertThat(proxy.counts().of(reads) - before)
        .as("reads within 20 s of rest: %s", proxy.counts().all())
        .isLessThan(10);
  }
}
