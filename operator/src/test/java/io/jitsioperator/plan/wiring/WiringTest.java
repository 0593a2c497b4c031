package io.jitsioperator.plan.wiring;

import static io.jitsioperator.plan.wiring.Grant.GRANTED;
import static io.jitsioperator.plan.wiring.Grant.LABELS_FORBIDDEN;
import static io.jitsioperator.plan.wiring.Grant.LABELS_NOT_SEEN;
import static io.jitsioperator.plan.wiring.Grant.NAMESPACE_NOT_GRANTED;
import static io.jitsioperator.plan.wiring.Grant.NOT_READ;
import static io.jitsioperator.plan.wiring.Grant.NOT_UNDERSTOOD;
import static io.jitsioperator.plan.wiring.Grant.NOT_WATCHED;
import static io.jitsioperator.plan.wiring.Grant.SHARD_ABSENT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.plan.wiring.Wiring.Link;
import io.jitsioperator.world.NamespaceLabels;
import io.jitsioperator.world.PoolId;
import io.jitsioperator.world.ShardId;
import io.jitsioperator.world.Tenants;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who is let in, who is not, and of whom it cannot be told. */
final class WiringTest {

  private static final String BY_LABEL = "{ from: Selector, selector: { matchLabels: { a: b } } }";
  private static final NamespaceLabels NOTHING = NamespaceLabels.none();
  private static final NamespaceLabels FORBIDDEN =
      new NamespaceLabels(Map.of(), Optional.of("namespaces is forbidden"));

  private record Row(String what, Tenants tenants, Grant expected) {}

  private static Stream<Row> rows() {
    return Stream.of(
        new Row("own namespace, Same", meet("meet", "{ from: Same }", NOTHING), GRANTED),
        new Row("own namespace, other labels", meet("meet", BY_LABEL, labels("x", "y")), GRANTED),
        new Row("own namespace, no labels known", meet("meet", BY_LABEL, FORBIDDEN), GRANTED),
        new Row("elsewhere, Same", meet("b", "{ from: Same }", NOTHING), NAMESPACE_NOT_GRANTED),
        new Row("elsewhere, All", meet("b", "{ from: All }", FORBIDDEN), GRANTED),
        new Row("elsewhere, label fits", meet("b", BY_LABEL, labels("a", "b")), GRANTED),
        new Row(
            "elsewhere, label does not fit",
            meet("b", BY_LABEL, labels("a", "c")),
            NAMESPACE_NOT_GRANTED),
        new Row("elsewhere, no label", meet("b", BY_LABEL, labels()), NAMESPACE_NOT_GRANTED),
        new Row("elsewhere, not seen", meet("b", BY_LABEL, NOTHING), LABELS_NOT_SEEN),
        new Row("elsewhere, forbidden", meet("b", BY_LABEL, FORBIDDEN), LABELS_FORBIDDEN),
        new Row("another word", meet("b", "{ from: Friends }", labels("a", "b")), NOT_UNDERSTOOD),
        new Row("no such shard", tenants("b", Set.of(), Set.of()), SHARD_ABSENT),
        new Row("no such shard here", tenants("meet", Set.of(), Set.of()), SHARD_ABSENT),
        new Row("watched", tenants("b", Set.of("b", "meet"), Set.of()), SHARD_ABSENT),
        new Row("not watched", tenants("b", Set.of("b"), Set.of()), NOT_WATCHED),
        new Row(
            "a read failed", tenants("b", Set.of(), Set.of(new ShardId("meet", "eu1"))), NOT_READ));
  }

  @TestFactory
  Stream<DynamicTest> table() {
    return rows()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.what(),
                    () ->
                        assertEquals(
                            row.expected(), Wiring.of(row.tenants()).links().getFirst().grant())));
  }

  @Test
  void whatIsUnknownIsNotDenied() {
    for (var grant : Grant.values()) {
      var is = Stream.of(grant.isGranted(), grant.isDenied(), grant.isUnknown());
      assertEquals(1, is.filter(each -> each).count(), grant + " is one of the three");
    }
    assertEquals(
        List.of(SHARD_ABSENT, NAMESPACE_NOT_GRANTED),
        Stream.of(Grant.values()).filter(Grant::isDenied).toList());
  }

  @Test
  void aNamespaceThatIsNotWrittenIsThePoolsOwn() {
    var pool =
        Serialization.unmarshal(
            """
            metadata: { namespace: meet, name: p }
            spec: { shards: [{ name: eu1 }] }
            """,
            BridgePool.class);
    assertEquals(List.of(new ShardId("meet", "eu1")), Wiring.named(pool));
  }

  @Test
  void aShardIsFoundByNamespaceAndName() {
    var shards =
        List.of(
            Cast.shard("meet", "eu1", "{ from: Same }"),
            Cast.shard("other", "eu1", "{ from: All }"));
    var pools =
        List.of(Cast.pool("b", "one", "meet", "eu1"), Cast.pool("b", "two", "other", "eu1"));
    var wiring = Wiring.of(new Tenants(shards, pools, NOTHING, Set.of(), Set.of()));
    var one = new Link(new PoolId("b", "one"), new ShardId("meet", "eu1"), NAMESPACE_NOT_GRANTED);
    var two = new Link(new PoolId("b", "two"), new ShardId("other", "eu1"), GRANTED);
    assertEquals(List.of(one, two), wiring.links());
    assertEquals(List.of(two), wiring.to(new ShardId("other", "eu1")));
  }

  private static Tenants meet(String poolNamespace, String allowed, NamespaceLabels labels) {
    return new Tenants(
        List.of(Cast.shard("meet", "eu1", allowed)),
        List.of(Cast.pool(poolNamespace, "p", "meet", "eu1")),
        labels,
        Set.of(),
        Set.of());
  }

  private static Tenants tenants(String poolNamespace, Set<String> watched, Set<ShardId> unread) {
    return new Tenants(
        List.of(), List.of(Cast.pool(poolNamespace, "p", "meet", "eu1")), NOTHING, watched, unread);
  }

  private static NamespaceLabels labels(String... pair) {
    var labels = pair.length == 0 ? Map.<String, String>of() : Map.of(pair[0], pair[1]);
    return new NamespaceLabels(Map.of("b", labels, "meet", labels), Optional.empty());
  }
}
