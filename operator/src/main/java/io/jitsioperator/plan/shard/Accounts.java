package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.jitsioperator.api.v1alpha1.Storage;
import io.jitsioperator.plan.kube.Labels;
import io.jitsioperator.plan.kube.Mounts;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.plan.kube.Quantities;
import io.jitsioperator.plan.status.Reason;
import io.jitsioperator.plan.status.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The disk for the accounts of people. Prosody keeps each host's data in a folder of its own, so
 * only that of the users' host lies on the disk; the service accounts stay in memory and follow
 * their Secret at every start.
 */
final class Accounts {

  static final String CONDITION = "StorageReady";

  /** Of the claim template; the claim is called {@code accounts-<shard>-prosody-0}. */
  private static final String NAME = "accounts";

  /**
   * How the scheduler says that a claim was never bound (Kubernetes 1.34, plugin VolumeBinding). A
   * claim whose volume was lost, on which accounts may be, is called otherwise.
   */
  private static final List<String> UNBOUND =
      List.of(
          "unbound immediate PersistentVolumeClaims", "didn't find available persistent volumes");

  /** Storage systems take some seconds to make a volume; until then nobody has to act. */
  private static final Duration BINDING = Duration.ofSeconds(30);

  private static final String HOSTS = Prosody.DATA + "/data";

  /** As Prosody writes the folder of {@link XmppDomains#MAIN} (util/datamanager.lua). */
  private static final String USERS = HOSTS + "/" + XmppDomains.MAIN.replace(".", "%2e");

  private Accounts() {}

  /**
   * The folder of all hosts is a volume of its own: the place where the claim is mounted would be
   * made by root in the volume above it, and Prosody could not write beside it.
   */
  static Mounts mount(Scope scope, Mounts mounts) {
    return scope.spec().prosody().storage() == null
        ? mounts
        : mounts.scratch("hosts", HOSTS).claim(NAME, USERS);
  }

  /** The claim template: the one that exists, because it can never be changed. */
  static List<PersistentVolumeClaim> claims(Scope scope) {
    var wanted = scope.spec().prosody().storage();
    return wanted == null
        ? List.of()
        : List.of(claim(scope, observed(scope).map(Accounts::asStorage).orElse(wanted)));
  }

  /** Whether the disk is there and as asked for; without a disk nothing is said. */
  static Optional<Verdict> verdict(Scope scope) {
    return Optional.ofNullable(scope.spec().prosody().storage())
        .map(
            wanted ->
                scope
                    .world()
                    .owned()
                    .find(Pod.class, scope.podOf(Component.PROSODY))
                    .flatMap(pod -> unbound(scope, pod))
                    .or(() -> differs(scope, wanted))
                    .orElseGet(
                        () ->
                            Verdict.yes(
                                Reason.CLAIMED, "The claim template is as spec.prosody.storage.")));
  }

  /**
   * What is said of a pod that no node takes because its claim has no volume. By the word of the
   * scheduler, for the operator has no right to look at claims.
   */
  static Optional<Verdict> unbound(Scope scope, Pod pod) {
    return Pods.unschedulable(pod)
        .filter(why -> UNBOUND.stream().anyMatch(why::contains))
        .map(why -> unbound(scope, pod, why));
  }

  private static Verdict unbound(Scope scope, Pod pod, String why) {
    var fact = "Claim %s has no volume".formatted(claimOf(scope));
    return Pods.createdAt(pod).filter(at -> scope.since(at).compareTo(BINDING) < 0).isPresent()
        ? Verdict.no(Reason.STARTING, fact + " yet.")
        : Verdict.no(Reason.CLAIM_UNBOUND, fact + ", so that no node takes Prosody (" + why + ").");
  }

  private static String claimOf(Scope scope) {
    return NAME + "-" + scope.podOf(Component.PROSODY);
  }

  private static Optional<Verdict> differs(Scope scope, Storage wanted) {
    return observed(scope)
        .map(Accounts::asStorage)
        .filter(made -> !isSame(made, wanted))
        .map(made -> differs(scope, made, wanted));
  }

  private static Verdict differs(Scope scope, Storage made, Storage wanted) {
    return Verdict.no(
        Reason.CLAIM_DIFFERS,
        "StatefulSet %s claims %s, but spec.prosody.storage asks for %s. The claim is %s."
            .formatted(
                scope.nameOf(Component.PROSODY), words(made), words(wanted), claimOf(scope)));
  }

  private static String words(Storage storage) {
    var size = Quantities.canonical(storage.size());
    return storage.className() == null
        ? size + " of the default class"
        : size + " of class " + storage.className();
  }

  private static boolean isSame(Storage one, Storage other) {
    return one.size().getNumericalAmount().compareTo(other.size().getNumericalAmount()) == 0
        && Objects.equals(one.className(), other.className());
  }

  private static Optional<PersistentVolumeClaim> observed(Scope scope) {
    return scope.world().owned().find(StatefulSet.class, scope.nameOf(Component.PROSODY)).stream()
        .flatMap(set -> set.getSpec().getVolumeClaimTemplates().stream())
        .filter(claim -> NAME.equals(claim.getMetadata().getName()))
        .findFirst();
  }

  private static Storage asStorage(PersistentVolumeClaim claim) {
    var spec = claim.getSpec();
    return new Storage(
        Objects.requireNonNullElseGet(
            spec.getResources().getRequests().get("storage"), () -> new Quantity("0")),
        spec.getStorageClassName());
  }

  private static PersistentVolumeClaim claim(Scope scope, Storage storage) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName(NAME)
        // Only what never changes: a claim template cannot.
        .withLabels(Labels.selector(scope.name(), Component.PROSODY.word()))
        .endMetadata()
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withStorageClassName(storage.className())
        .withNewResources()
        .addToRequests("storage", Quantities.canonical(storage.size()))
        .endResources()
        .endSpec()
        .build();
  }
}
