package io.jitsioperator.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.jitsioperator.intent.Generate;
import io.jitsioperator.intent.Intent;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.ShardWorld.Obstacle;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** An applier at work in a namespace of its own, with a clock to turn and a list of its writes. */
final class Workbench implements AutoCloseable {

  final KubernetesClient admin;
  final KubernetesClient client;
  final String namespace = "t-" + UUID.randomUUID().toString().substring(0, 8);
  final ConfigMap ownerObject;
  final CollectorRegistry registry = new CollectorRegistry();
  final WriteMetrics metrics = new WriteMetrics(registry);
  final Applier applier;
  final List<String> writes = new CopyOnWriteArrayList<>();
  Book book = new Book();
  Instant now = Instant.now();
  boolean fresh = true;

  Workbench(PlainCluster.Plane plane) {
    admin = plane.admin();
    client =
        new KubernetesClientBuilder()
            .withConfig(admin.getConfiguration())
            .withHttpClientBuilderConsumer(b -> b.addOrReplaceInterceptor("writes", recorder()))
            .build();
    admin
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    ownerObject =
        admin
            .resource(
                new ConfigMapBuilder()
                    .withMetadata(
                        new ObjectMetaBuilder().withName("eu1").withNamespace(namespace).build())
                    .build())
            .create();
    applier = new Applier(client, metrics, () -> now);
  }

  private Interceptor recorder() {
    return new Interceptor() {
      @Override
      public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (!request.method().equals("GET")) {
          writes.add(request.method() + " " + request.uri().getPath());
        }
      }
    };
  }

  Owner owner() {
    return new Owner(ObjectRef.of(ownerObject), ownerObject.getMetadata().getUid(), fresh);
  }

  /** An apply by somebody whose caches are right. */
  Applier.Report apply(HasMetadata... desired) {
    return apply(intent(List.of(desired), List.of()), live(desired));
  }

  Applier.Report apply(Intent<String> intent, Collection<HasMetadata> observed) {
    return applier.apply(owner(), intent, observed, book, proof -> true);
  }

  /** What the API server has of those objects. */
  List<HasMetadata> live(HasMetadata... objects) {
    var live = new ArrayList<HasMetadata>();
    for (var object : objects) {
      var existing = admin.resource(object).get();
      if (existing != null) {
        live.add(existing);
      }
    }
    return live;
  }

  /** The writes since the last call. */
  List<String> newWrites() {
    var list = List.copyOf(writes);
    writes.clear();
    return list;
  }

  List<Obstacle> obstacles() {
    return book.obstacles();
  }

  double count(String metric, String kind) {
    return Optional.ofNullable(
            registry.getSampleValue(metric, new String[] {"kind"}, new String[] {kind}))
        .orElse(0.0);
  }

  static Intent<String> intent(List<HasMetadata> objects, List<Removal> removals) {
    return new Intent<>(
        Optional.empty(),
        objects,
        removals,
        Optional.empty(),
        "",
        List.of(),
        Duration.ofMinutes(5));
  }

  static Intent<String> credentials(Generate generate) {
    return new Intent<>(
        Optional.of(generate),
        List.of(),
        List.of(),
        Optional.empty(),
        "",
        List.of(),
        Duration.ofMinutes(5));
  }

  ObjectMetaBuilder meta(String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(namespace)
        .addToLabels("app.kubernetes.io/managed-by", "jitsi-operator")
        .withOwnerReferences(
            new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("ConfigMap")
                .withName("eu1")
                .withUid(ownerObject.getMetadata().getUid())
                .withController(true)
                .build());
  }

  Service service(String name, int target) {
    return new ServiceBuilder()
        .withMetadata(meta(name).build())
        .withNewSpec()
        .withSelector(Map.of("app", "web"))
        .addNewPort()
        .withName("http")
        .withPort(80)
        .withProtocol("TCP")
        .withTargetPort(new IntOrString(target))
        .endPort()
        .endSpec()
        .build();
  }

  Generate generate(String... keys) {
    var secret = new SecretBuilder().withMetadata(meta("eu1-credentials").build()).build();
    return new Generate(secret, List.of(keys));
  }

  Secret secret() {
    return Objects.requireNonNull(
        admin.secrets().inNamespace(namespace).withName("eu1-credentials").get());
  }

  @Override
  public void close() {
    client.close();
    admin.namespaces().withName(namespace).delete();
  }
}
