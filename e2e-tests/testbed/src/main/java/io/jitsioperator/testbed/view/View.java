package io.jitsioperator.testbed.view;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All Pods, Services, NetworkPolicies, Secrets, ConfigMaps, claims and Namespaces of the cluster as
 * the simulated nodes and the network see them: kept current by watches, and for single namespaces
 * altered by a {@link Mutation}, so that a test can ask "what if this were rendered wrongly?" while
 * the objects themselves stay as their owner wrote them.
 */
public final class View implements AutoCloseable {

  private final Map<Class<?>, SharedIndexInformer<?>> informers = new ConcurrentHashMap<>();
  private final Map<String, Mutation> mutations = new ConcurrentHashMap<>();

  /** A new cluster's first lists take milliseconds; an API server that is gone never ends them. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private View(KubernetesClient client) {
    watch(Namespace.class, client.namespaces());
    watchAll(Service.class, client.services());
    watchAll(NetworkPolicy.class, client.network().v1().networkPolicies());
    watchAll(Secret.class, client.secrets());
    watchAll(ConfigMap.class, client.configMaps());
    watchAll(PersistentVolumeClaim.class, client.persistentVolumeClaims());
    watchAll(Pod.class, client.pods());
  }

  /**
   * Starts to watch, and returns when everything that exists is seen.
   *
   * @throws IllegalStateException if the API server does not answer
   */
  public static View of(KubernetesClient client) {
    return of(client, PATIENCE);
  }

  static View of(KubernetesClient client, Duration patience) {
    View view = new View(client);
    try {
      List.copyOf(view.informers.values()).stream()
          .map(each -> each.start().toCompletableFuture())
          .map(each -> each.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS))
          .toList()
          .forEach(started -> started.join());
      return view;
    } catch (CompletionException e) {
      view.close();
      throw new IllegalStateException(
          "The API server did not list what exists within " + patience, e);
    }
  }

  private <T extends HasMetadata, L extends KubernetesResourceList<T>, R extends Resource<T>>
      void watchAll(Class<T> type, MixedOperation<T, L, R> operation) {
    watch(type, operation.inAnyNamespace());
  }

  private <T extends HasMetadata> void watch(Class<T> type, Informable<T> all) {
    informers.put(
        type,
        all.runnableInformer(0)
            .itemStore(new PrunedStore<>())
            .exceptionHandler((started, trouble) -> true));
  }

  /** From now on the nodes and the network see this namespace through a mutation. */
  public void mutate(String namespace, Mutation mutation) {
    mutations.put(namespace, mutation);
  }

  /** From now on the nodes and the network see this namespace as it is. */
  public void restore(String namespace) {
    mutations.remove(namespace);
  }

  /**
   * One object.
   *
   * @param type one of the kinds that this view has
   * @param namespace null for a Namespace
   */
  public <T extends HasMetadata> Optional<T> get(
      Class<T> type, @Nullable String namespace, String name) {
    String key = namespace == null ? name : Cache.namespaceKeyFunc(namespace, name);
    return Optional.ofNullable(informer(type).getIndexer().getByKey(key)).flatMap(this::seen);
  }

  /** All objects of a kind in a namespace. */
  public <T extends HasMetadata> List<T> list(Class<T> type, String namespace) {
    return informer(type).getIndexer().byIndex(Cache.NAMESPACE_INDEX, namespace).stream()
        .flatMap(each -> seen(each).stream())
        .toList();
  }

  /** All objects of a kind. */
  public <T extends HasMetadata> List<T> all(Class<T> type) {
    return informer(type).getStore().list().stream().flatMap(each -> seen(each).stream()).toList();
  }

  /** Tells a handler of all objects that exist and of every change; objects as they really are. */
  public <T extends HasMetadata> void follow(Class<T> type, ResourceEventHandler<T> handler) {
    informer(type).addEventHandler(handler);
  }

  /** An object as the nodes and the network see it; empty if they do not. */
  @SuppressWarnings("unchecked") // a mutation returns what it got, or nothing
  public <T extends HasMetadata> Optional<T> seen(T object) {
    @Nullable String namespace = object.getMetadata().getNamespace();
    Mutation mutation = namespace == null ? null : mutations.get(namespace);
    if (mutation == null) {
      return Optional.of(object);
    }
    return Optional.ofNullable((T) mutation.apply(Serialization.clone(object)));
  }

  @SuppressWarnings("unchecked") // put by watch() under the same type
  private <T extends HasMetadata> SharedIndexInformer<T> informer(Class<T> type) {
    SharedIndexInformer<?> informer = informers.get(type);
    if (informer == null) {
      throw new IllegalArgumentException("this view has no " + type.getSimpleName());
    }
    return (SharedIndexInformer<T>) informer;
  }

  @Override
  public void close() {
    informers.values().forEach(SharedIndexInformer::stop);
  }
}
