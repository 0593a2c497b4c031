package io.jitsioperator.plan.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * From which namespaces bridges reach the brewery: from those whose pools may attach.
 *
 * <p>Planted bugs: {@code All} lets in the own namespace only; a selector leaves out the shard's
 * own namespace.
 */
final class FirewallTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { from: Same }                                            | own
          { from: All }                                             | {}
          { from: Selector, selector: { matchLabels: { a: b } } }   | own {a=b}
          { from: Selector, selector: {} }                          | own {}
          { from: Friends }                                         | own
          """)
  void bridgesComeFromWhereTheirPoolsMayBe(String allowed, String namespaces) {
    var stage = new Stage(Worlds.of(Worlds.GOLDENS.resolve("minimal")));
    var spec = "{ domain: meet.example.com, allowedNamespaces: " + allowed + " }";
    var found =
        stage.spec(spec).plan().objects().stream()
            .filter(
                o -> o instanceof NetworkPolicy && o.getMetadata().getName().endsWith("brewery"))
            .flatMap(o -> ((NetworkPolicy) o).getSpec().getIngress().getFirst().getFrom().stream())
            .filter(peer -> peer.getPodSelector().getMatchLabels().containsValue("jvb"))
            .map(FirewallTest::from)
            .collect(Collectors.joining(" "));
    assertEquals(namespaces, found, "from there bridges reach the brewery with " + allowed);
  }

  /** Without a selector of namespaces it is the policy's own. */
  private static String from(NetworkPolicyPeer peer) {
    var selector = peer.getNamespaceSelector();
    return selector == null
        ? "own"
        : Objects.requireNonNullElse(selector.getMatchLabels(), Map.of()).toString();
  }
}
