package io.jitsioperator.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Nodes as small as they can be: a Node says much, most of it about images. */
final class NodeStore implements ItemStore<Node> {

  private final ConcurrentHashMap<String, Node> nodes = new ConcurrentHashMap<>();

  @Override
  public String getKey(Node node) {
    return node.getMetadata().getName();
  }

  @Override
  public @Nullable Node put(String key, Node node) {
    return nodes.put(key, pruned(node));
  }

  private static Node pruned(Node node) {
    var spec = node.getSpec();
    return new NodeBuilder()
        .withNewMetadata()
        .withName(node.getMetadata().getName())
        .withUid(node.getMetadata().getUid())
        .withResourceVersion(node.getMetadata().getResourceVersion())
        .endMetadata()
        .withNewSpec()
        .withUnschedulable(spec == null ? null : spec.getUnschedulable())
        .withTaints(spec == null ? List.of() : spec.getTaints())
        .endSpec()
        .withNewStatus()
        .withConditions(NodeFacts.readiness(node).stream().toList())
        .withAddresses(NodeFacts.external(node).toList())
        .endStatus()
        .build();
  }

  @Override
  public @Nullable Node remove(String key) {
    return nodes.remove(key);
  }

  @Override
  public Stream<String> keySet() {
    return nodes.keySet().stream();
  }

  @Override
  public Stream<Node> values() {
    return nodes.values().stream();
  }

  @Override
  public int size() {
    return nodes.size();
  }

  @Override
  public @Nullable Node get(String key) {
    return nodes.get(key);
  }
}
