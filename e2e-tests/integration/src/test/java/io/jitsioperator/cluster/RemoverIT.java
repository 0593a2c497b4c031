package io.jitsioperator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.intent.Removal.Manner;
import io.jitsioperator.intent.Removal.Proof;
import io.jitsioperator.world.ObjectRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Exactly what was meant goes, and only while it is still true that it may. */
@ExtendWith(PlainCluster.class)
class RemoverIT {

  private static final Duration CONTROLLERS = Duration.ofSeconds(30);

  private Workbench bench;

  @BeforeEach
  void open(PlainCluster.Plane plane) {
    bench = new Workbench(plane);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static Removal removal(HasMetadata object, boolean orphan, Proof proof) {
    return removal(object, orphan ? Manner.ORPHANING : Manner.ORDERLY, proof);
  }

  private static Removal removal(HasMetadata object, Manner manner, Proof proof) {
    var ref = ObjectRef.of(object);
    var notice = Removal.deleted(ref, "It is no longer planned.");
    return new Removal(ref, object.getMetadata().getUid(), manner, proof, notice);
  }

  private void remove(Removal removal) {
    bench.apply(Workbench.intent(List.of(), List.of(removal)), List.of());
  }

  @Test
  void deletesOnceAndExpectsIt() {
    var service = created("one");
    remove(removal(service, false, new Proof.None()));

    assertThat(bench.live(service)).isEmpty();
    assertThat(bench.newWrites()).containsOnlyOnce("DELETE " + path(service));
    assertThat(bench.book.expectations(bench.now).removed()).hasSize(1);

    remove(removal(service, false, new Proof.None()));
    assertThat(bench.newWrites()).as("a stale cache asks for it again").isEmpty();
  }

  @Test
  void sparesWhatTookTheNameSince() {
    var old = created("one");
    bench.admin.resource(old).delete();
    var young = created("one");

    remove(removal(old, false, new Proof.None()));

    assertThat(bench.live(young)).hasSize(1);
    assertThat(bench.obstacles()).isEmpty();
  }

  @Test
  void sparesWhatIsBusyAtTheLastMoment() {
    var service = created("one");
    var removal = removal(service, false, new Proof.StillIdle("pod-1"));
    var intent = Workbench.intent(List.of(), List.of(removal));
    bench.newWrites();

    bench.applier.apply(bench.owner(), intent, List.of(), bench.book, proof -> false);
    assertThat(bench.newWrites()).isEmpty();

    bench.applier.apply(
        bench.owner(), intent, List.of(), bench.book, proof -> proof.equals(removal.proof()));
    assertThat(bench.live(service)).isEmpty();
  }

  @Test
  void anImmutableFieldChangesWhileThePodLivesOn() {
    bench.apply(statefulSet("old"));
    var before = statefulSet();
    await().atMost(CONTROLLERS).until(() -> pod() != null);
    var pod = Objects.requireNonNull(pod()).getMetadata().getUid();

    var wanted = statefulSet("new");
    bench.apply(
        Workbench.intent(List.of(wanted), List.of(removal(before, true, new Proof.None()))),
        List.of(before));
    await().atMost(CONTROLLERS).until(() -> bench.live(wanted).isEmpty());
    bench.apply(wanted);

    assertThat(statefulSet().getSpec().getServiceName()).isEqualTo("new");
    assertThat(statefulSet().getMetadata().getUid()).isNotEqualTo(before.getMetadata().getUid());
    await().atMost(CONTROLLERS).until(() -> isOwnedBy(statefulSet()));
    assertThat(Objects.requireNonNull(pod()).getMetadata().getUid()).isEqualTo(pod);
  }

  @Test
  void aForcedPodDoesNotWaitForItsKubelet() {
    var patient = bench.admin.resource(podOnANode("patient")).create();
    var lost = bench.admin.resource(podOnANode("lost")).create();

    remove(removal(patient, Manner.ORDERLY, new Proof.None()));
    remove(removal(lost, Manner.FORCED, new Proof.None()));

    assertThat(bench.live(patient).getFirst().getMetadata().getDeletionTimestamp()).isNotNull();
    assertThat(bench.live(lost)).isEmpty();
  }

  @Test
  void forceDoesNotHitAPodThatTookTheName() {
    var old = bench.admin.resource(podOnANode("one")).create();
    bench.admin.resource(old).withGracePeriod(0).delete();
    var young = bench.admin.resource(podOnANode("one")).create();

    remove(removal(old, Manner.FORCED, new Proof.None()));

    assertThat(bench.live(young)).hasSize(1);
  }

  @Test
  void onlyForceDoesNotWaitForATemplateThatIsRefused() {
    var patient = bench.admin.resource(podOnANode("patient")).create();
    var lost = bench.admin.resource(podOnANode("lost")).create();
    var refused = statefulSet("one");
    refused.getSpec().setReplicas(-1);
    var removals =
        List.of(
            removal(patient, Manner.ORDERLY, new Proof.None()),
            removal(lost, Manner.FORCED, new Proof.None()));

    bench.apply(Workbench.intent(List.of(refused), removals), List.of());

    assertThat(bench.obstacles()).hasSize(1);
    assertThat(bench.live(patient).getFirst().getMetadata().getDeletionTimestamp()).isNull();
    assertThat(bench.live(lost)).isEmpty();
  }

  /** Its kubelet never says a word. */
  private Pod podOnANode(String name) {
    return new PodBuilder()
        .withMetadata(bench.meta(name).build())
        .withNewSpec()
        .withNodeName("no-such-node")
        .addNewContainer()
        .withName("c")
        .withImage("image")
        .endContainer()
        .endSpec()
        .build();
  }

  private boolean isOwnedBy(StatefulSet owner) {
    var pod = Objects.requireNonNull(pod());
    return pod.getMetadata().getOwnerReferences().stream()
        .anyMatch(o -> o.getUid().equals(owner.getMetadata().getUid()));
  }

  private Service created(String name) {
    return bench.admin.resource(bench.service(name, 8080)).create();
  }

  private String path(Service service) {
    return "/api/v1/namespaces/%s/services/%s"
        .formatted(bench.namespace, service.getMetadata().getName());
  }

  private StatefulSet statefulSet() {
    return Objects.requireNonNull(
        bench.admin.apps().statefulSets().inNamespace(bench.namespace).withName("eu1").get());
  }

  private Pod pod() {
    return bench.admin.pods().inNamespace(bench.namespace).withName("eu1-0").get();
  }

  private StatefulSet statefulSet(String serviceName) {
    return new StatefulSetBuilder()
        .withMetadata(bench.meta("eu1").build())
        .withNewSpec()
        .withReplicas(1)
        .withServiceName(serviceName)
        .withNewSelector()
        .withMatchLabels(Map.of("app", "eu1"))
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(Map.of("app", "eu1"))
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("main")
        .withImage("example.com/none")
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }
}
