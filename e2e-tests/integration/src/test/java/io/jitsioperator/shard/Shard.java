package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.testbed.jitsi.Conference;
import io.jitsioperator.testbed.jitsi.FrontEnd;
import io.jitsioperator.testbed.jitsi.JicofoContainer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One shard of a test, and all that lies below it. */
record Shard(RunningOperator operator, String namespace, String name) {

  private static final Duration SETTLED = Duration.ofSeconds(2);

  /** The ten lines that a user writes, and more fields of the spec if a test needs them. */
  static String manifest(String name, String... spec) {
    String more =
        List.of(spec).stream().map(line -> "  " + line + "\n").collect(Collectors.joining());
    return """
    apiVersion: jitsi-operator.io/v1alpha1
    kind: JitsiShard
    metadata:
      name: %s
    spec:
      domain: %s.example.com
      region: eu-central
    """
            .formatted(name, name)
        + more;
  }

  private KubernetesClient client() {
    return operator.client();
  }

  /** As the API server has it. */
  JitsiShard get() {
    return client().resources(JitsiShard.class).inNamespace(namespace).withName(name).require();
  }

  /** Name of one of its parts: {@code part("prosody")} is {@code eu1-prosody}. */
  String part(String component) {
    return name + "-" + component;
  }

  /** Its conditions, each as a line. */
  List<String> conditions() {
    return Optional.ofNullable(get().getStatus()).stream()
        .flatMap(status -> status.conditions().stream())
        .map(Shard::sentence)
        .toList();
  }

  Optional<Condition> condition(String type) {
    return Optional.ofNullable(get().getStatus()).flatMap(status -> status.condition(type));
  }

  /** A condition as a line. */
  static String sentence(Condition c) {
    return "%s=%s (%s): %s".formatted(c.getType(), c.getStatus(), c.getReason(), c.getMessage());
  }

  /** Waits for a line among the conditions that begins so, such as {@code Ready=True}. */
  String await(String beginning) {
    return awaitCondition(beginning, "");
  }

  /** Waits for a condition that begins so and says that. */
  String awaitCondition(String beginning, String text) {
    return Eventually.see(
            "%s/%s says %s... %s".formatted(namespace, name, beginning, text),
            this::conditions,
            all -> matching(all, beginning, text).isPresent())
        .stream()
        .filter(line -> line.startsWith(beginning) && line.contains(text))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<String> matching(List<String> all, String beginning, String text) {
    return all.stream()
        .filter(line -> line.startsWith(beginning) && line.contains(text))
        .findFirst();
  }

  /** Waits until it is ready for the spec as it is now. */
  Shard awaitReady() {
    Eventually.see(
        namespace + "/" + name + " is ready",
        () -> conditionsOf(get().getMetadata().getGeneration()),
        all -> matching(all, "Ready=True", "").isPresent());
    return this;
  }

  /** Waits until the status speaks of the spec as it is now. */
  void awaitObserved() {
    Eventually.see(
        "the spec of " + namespace + "/" + name + " is observed",
        () -> conditionsOf(get().getMetadata().getGeneration()),
        all -> !all.getFirst().startsWith("generation"));
  }

  private List<String> conditionsOf(long generation) {
    var status = get().getStatus();
    return status != null && Objects.equals(status.observedGeneration(), generation)
        ? conditions()
        : List.of("generation " + generation + " not observed yet");
  }

  /** What was told of it, each event as "reason: note". */
  List<String> events() {
    return client().events().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(each -> name.equals(each.getRegarding().getName()))
        .map(each -> each.getReason() + ": " + each.getNote())
        .toList();
  }

  /** Waits for an event that begins so and says that. */
  void awaitEvent(String beginning, String text) {
    Eventually.see(
        "%s/%s is told %s... %s".formatted(namespace, name, beginning, text),
        this::events,
        all -> all.stream().anyMatch(e -> e.startsWith(beginning) && e.contains(text)));
  }

  /** Everything that the shard owns by owner reference, of whatever kind. */
  List<HasMetadata> owned() {
    String uid = get().getMetadata().getUid();
    return Everything.in(client(), namespace).stream()
        .filter(o -> owners(o).contains(uid))
        .toList();
  }

  /** Everything that the shard owns, and what that owns in turn, down to the pods. */
  List<HasMetadata> below() {
    List<HasMetadata> all = Everything.in(client(), namespace);
    Set<String> owners = new HashSet<>(Set.of(get().getMetadata().getUid()));
    List<HasMetadata> found = new ArrayList<>();
    int before;
    do {
      before = found.size();
      for (HasMetadata each : all) {
        if (!found.contains(each) && owners(each).stream().anyMatch(owners::contains)) {
          found.add(each);
          owners.add(each.getMetadata().getUid());
        }
      }
    } while (found.size() > before);
    found.sort(Comparator.comparing(Shard::label));
    return found;
  }

  private static List<String> owners(HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream().map(OwnerReference::getUid).toList();
  }

  /** "Kind name", by which objects are named in messages. */
  static String label(HasMetadata object) {
    return object.getKind() + " " + object.getMetadata().getName();
  }

  /** UIDs of all that lies below, by label. */
  Map<String, String> uids() {
    return below().stream()
        .collect(
            Collectors.toMap(
                Shard::label, each -> each.getMetadata().getUid(), (a, b) -> b, TreeMap::new));
  }

  /** Versions of all that lies below, by label. */
  Map<String, String> versions() {
    return below().stream()
        .collect(
            Collectors.toMap(
                Shard::label,
                each -> each.getMetadata().getUid() + " " + each.getMetadata().getResourceVersion(),
                (a, b) -> b,
                TreeMap::new));
  }

  private record Glances(Map<String, String> first, Map<String, String> second) {}

  /** The same, once Kubernetes' controllers have finished with it: nothing moves for a while. */
  Map<String, String> settledVersions() {
    return Eventually.see(
            "nothing moves below " + namespace + "/" + name,
            () -> {
              Map<String, String> first = versions();
              Eventually.pause(SETTLED);
              return new Glances(first, versions());
            },
            glances -> glances.first().equals(glances.second()))
        .second();
  }

  /** UIDs of its pods by name. */
  Map<String, String> pods() {
    return client().pods().inNamespace(namespace).list().getItems().stream()
        .filter(each -> each.getMetadata().getName().startsWith(name + "-"))
        .collect(
            Collectors.toMap(
                each -> each.getMetadata().getName(),
                each -> each.getMetadata().getUid(),
                (a, b) -> b,
                TreeMap::new));
  }

  Pod pod(String component) {
    return client().pods().inNamespace(namespace).withName(part(component) + "-0").require();
  }

  /** People who meet in a room of this shard. */
  Conference meet(String room, int participants) {
    return Conference.start(
        FrontEnd.of(operator.testbed().network(), namespace, name, get().getSpec().domain()),
        room,
        participants);
  }

  /** Its Jicofo, as it runs now. */
  JicofoContainer jicofo() {
    return operator
        .images()
        .running(JicofoContainer.class, namespace, part("jicofo") + "-0", "jicofo")
        .orElseThrow(() -> new AssertionError("no Jicofo runs in " + namespace + "/" + name));
  }

  /** Values of a Secret as they are stored. */
  Map<String, String> secret(String secret) {
    Secret found = client().secrets().inNamespace(namespace).withName(secret).require();
    return new TreeMap<>(Objects.requireNonNullElse(found.getData(), Map.of()));
  }

  Map<String, String> credentials() {
    return secret(part("credentials"));
  }

  /**
   * Returns when the operator has acted on everything that was there before: a NetworkPolicy is
   * deleted and must have come back. For it the operator must have looked at the shard once more.
   *
   * @return the policy, which others must leave out of a comparison
   */
  String letItLook() {
    NetworkPolicy policy =
        client().network().v1().networkPolicies().inNamespace(namespace).list().getItems().stream()
            .filter(each -> owners(each).contains(get().getMetadata().getUid()))
            .findFirst()
            .orElseThrow(() -> new AssertionError(name + " has no NetworkPolicy"));
    client().resource(policy).delete();
    awaitReplacement(policy);
    return label(policy);
  }

  /** Waits until an object of that kind and name exists again, and it is another one. */
  void awaitReplacement(HasMetadata gone) {
    Eventually.see(
        label(gone) + " comes back with another UID than " + gone.getMetadata().getUid(),
        () -> uid(client().resource(gone).get()),
        uid -> !uid.isEmpty() && !uid.equals(gone.getMetadata().getUid()));
  }

  private static String uid(@Nullable HasMetadata object) {
    return object == null ? "" : object.getMetadata().getUid();
  }

  /** Asserts that the pods are the same ones as before. */
  void assertPods(Map<String, String> before) {
    assertThat(pods())
        .as("pods of " + name + ": nothing may have been restarted")
        .isEqualTo(before);
  }
}
