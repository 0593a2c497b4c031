package io.jitsioperator.cluster;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.NodeReport;
import io.jitsioperator.world.Nodes;
import io.jitsioperator.world.Nodes.Sight;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of the cluster's nodes. The right to look at them is for the whole cluster and not
 * everybody gives it: without it nothing is known, and it is tried again now and then.
 */
public final class NodeWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NodeWatch.class);

  /** Between two tries to see the nodes; the message that asks for the right says a minute. */
  private static final Duration RETRY = Duration.ofSeconds(30);

  /** Who wants to know. Called from the thread of the watch; must not block. */
  public interface Listener {

    /** Something that is reported of that node has changed. */
    void nodeChanged(String name);

    /** From now on nodes are seen, or not any more. */
    void sightChanged();
  }

  private final KubernetesClient client;
  private final Listener listener;
  private final Heartbeats heartbeats;
  private final NodeStore store = new NodeStore();
  private volatile Sight sight = Sight.NOT_YET;
  private @Nullable Thread thread;

  /**
   * Nothing is asked before the first {@link #look}: a replica that stands by has no use for it.
   */
  public NodeWatch(KubernetesClient client, InstantSource clock, Listener listener) {
    this.client = client;
    this.listener = listener;
    this.heartbeats = new Heartbeats(client, clock);
  }

  /**
   * What is known of these nodes now. Asks the API server for the Lease of a node that is not
   * ready, and for a node that the cache does not show: only its own word is a fact.
   */
  public Nodes look(Set<String> names) {
    begin();
    if (sight != Sight.VISIBLE) {
      return new Nodes(sight, Map.of());
    }
    var reports = new HashMap<String, Lookup<NodeReport>>();
    names.forEach(name -> reports.put(name, report(name)));
    return new Nodes(Sight.VISIBLE, reports);
  }

  private Lookup<NodeReport> report(String name) {
    try {
      return Optional.ofNullable(store.get(name))
          .or(() -> ask(name))
          .<Lookup<NodeReport>>map(node -> new Lookup.Found<>(report(name, node)))
          .orElseGet(Lookup.Missing::new);
    } catch (KubernetesClientException e) {
      return new Lookup.Unknown<>(Refusal.sentence(e));
    }
  }

  /** By a list, so that no further right is needed. */
  private Optional<Node> ask(String name) {
    return client.nodes().withField("metadata.name", name).list().getItems().stream().findFirst();
  }

  private NodeReport report(String name, Node node) {
    var facts = NodeFacts.of(node);
    if (facts.ready()) {
      heartbeats.forget(name);
    }
    return new NodeReport(
        facts.unschedulable(),
        facts.outOfService(),
        facts.ready(),
        facts.ready()
            ? new Lookup.Unknown<>("not read while the node is ready")
            : heartbeats.of(name),
        facts.externalAddresses(),
        facts.going());
  }

  private synchronized void begin() {
    if (thread == null) {
      thread = Thread.ofVirtual().name("nodes").start(this::run);
    }
  }

  private void run() {
    try {
      while (true) {
        watchUntilItEnds();
        Thread.sleep(RETRY);
      }
    } catch (InterruptedException closed) {
      // The operator stops.
    }
  }

  private void watchUntilItEnds() throws InterruptedException {
    try {
      // Tells more clearly than an informer whether we may.
      client.nodes().list(new ListOptionsBuilder().withLimit(1L).build());
      try (var informer =
          client.nodes().runnableInformer(0).itemStore(store).addEventHandler(new Handler())) {
        informer.exceptionHandler((started, e) -> !isForbidden(e));
        informer.start().toCompletableFuture().get();
        see(Sight.VISIBLE);
        informer.stopped().toCompletableFuture().get();
        see(Sight.NOT_YET);
      }
    } catch (RuntimeException | ExecutionException e) {
      // Whatever it was: what is not watched is not known.
      var cause = e instanceof ExecutionException ? e.getCause() : e;
      LOG.debug("Nodes are not watched", cause);
      see(isForbidden(cause) ? Sight.FORBIDDEN : Sight.NOT_YET);
    }
  }

  private void see(Sight now) {
    if (sight != now) {
      LOG.info("Nodes: {}", now);
      sight = now;
      listener.sightChanged();
    }
  }

  private static boolean isForbidden(@Nullable Throwable e) {
    return e instanceof KubernetesClientException refused && refused.getCode() == 403;
  }

  @Override
  public synchronized void close() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Passes on what is reported of a node; its other changes, some every minute, are not news. */
  private final class Handler implements ResourceEventHandler<Node> {

    @Override
    public void onAdd(Node node) {
      listener.nodeChanged(node.getMetadata().getName());
    }

    @Override
    public void onUpdate(Node before, Node node) {
      if (!NodeFacts.of(before).equals(NodeFacts.of(node))) {
        listener.nodeChanged(node.getMetadata().getName());
      }
    }

    @Override
    public void onDelete(Node node, boolean unknown) {
      listener.nodeChanged(node.getMetadata().getName());
    }
  }
}
