package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.api.v1alpha1.JitsiShardStatus;
import io.jitsioperator.plan.kube.Labels;
import io.jitsioperator.plan.status.Conditions;
import io.jitsioperator.plan.status.Reason;
import io.jitsioperator.plan.status.Refused;
import io.jitsioperator.plan.status.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the status says. */
final class ShardStatus {

  static final String READY = "Ready";
  static final String UPDATE_PENDING = "UpdatePending";

  /** Releases with which this version of the operator was tested. */
  static final Set<String> KNOWN_RELEASES = Set.of("stable-11146-2");

  private ShardStatus() {}

  static JitsiShardStatus plan(
      Scope scope, Credentials credentials, List<Part> parts, Restarts restarts, NodeLoss nodes) {
    var generation =
        Objects.requireNonNullElse(scope.world().shard().getMetadata().getGeneration(), 0L);
    var old = old(scope);
    var telemetry = Telemetry.plan(scope, old);
    var attached = AttachedPools.plan(scope);
    var conditions =
        new Conditions(
            old.map(JitsiShardStatus::conditions).orElse(List.of()), generation, scope.now());
    conditions.add(READY, ready(scope, parts));
    for (var part : parts) {
      conditions.add(type(part.component()), part.verdict());
    }
    conditions
        .add("CredentialsReady", credentials.verdict())
        .add(
            "BridgesAvailable",
            BridgesVerdict.of(scope, verdictOf(Component.JICOFO, parts), attached))
        .add("AttachmentsGranted", attached.verdict())
        .add(UPDATE_PENDING, restarts.pending())
        .add("SignallingNodeLost", nodes.lost())
        .add("NodesVisible", nodes.visible())
        .add("ReleaseKnown", release(scope.spec().release()));
    addOptional(conditions, scope);
    return new JitsiShardStatus(
        generation,
        conditions.build(),
        "https://" + scope.spec().domain(),
        runningRelease(scope),
        ShardImages.running(scope),
        telemetry.conferences(),
        telemetry.participants(),
        telemetry.bridges(),
        attached.counts(old));
  }

  /** Those of features that not every shard uses. */
  private static void addOptional(Conditions conditions, Scope scope) {
    Exposure.verdict(scope).ifPresent(verdict -> conditions.add(Exposure.CONDITION, verdict));
    Monitor.verdict(scope).ifPresent(verdict -> conditions.add(Monitor.CONDITION, verdict));
    Accounts.verdict(scope).ifPresent(verdict -> conditions.add(Accounts.CONDITION, verdict));
  }

  /** The status that was last written. */
  static Optional<JitsiShardStatus> old(Scope scope) {
    return Optional.ofNullable(scope.world().shard().getStatus());
  }

  /** A condition of the status that was last written. */
  static Optional<Condition> condition(Scope scope, String type) {
    return old(scope).flatMap(status -> status.condition(type));
  }

  private static String type(Component component) {
    return switch (component) {
      case PROSODY -> "ProsodyReady";
      case BREWERY -> "BreweryReady";
      case JICOFO -> "JicofoReady";
      case WEB -> "WebReady";
    };
  }

  /** The sum: what the API server refuses, else what is wrong, else what is unknown. */
  private static Verdict ready(Scope scope, List<Part> parts) {
    var refused = Refused.first(scope.world().obstacles());
    if (refused.isPresent()) {
      return refused.get();
    }
    return first(parts, Verdict.Status.FALSE)
        .or(() -> first(parts, Verdict.Status.UNKNOWN))
        .orElseGet(() -> Verdict.yes(Reason.ALL_READY, "All parts of the shard run."));
  }

  private static Optional<Verdict> first(List<Part> parts, Verdict.Status status) {
    return parts.stream().map(Part::verdict).filter(v -> v.status() == status).findFirst();
  }

  private static Verdict verdictOf(Component component, List<Part> parts) {
    return parts.stream()
        .filter(part -> part.component() == component)
        .map(Part::verdict)
        .findFirst()
        .orElseThrow();
  }

  private static Verdict release(String release) {
    return KNOWN_RELEASES.contains(release)
        ? Verdict.yes(Reason.KNOWN_RELEASE, "Release " + release + " is known.")
        : Verdict.no(
            Reason.UNKNOWN_RELEASE,
            "Release %s was not tested with this operator (known: %s)."
                .formatted(release, String.join(", ", KNOWN_RELEASES)));
  }

  /** The release with which Prosody's pod was made. */
  private static @Nullable String runningRelease(Scope scope) {
    return scope
        .world()
        .owned()
        .find(Pod.class, scope.podOf(Component.PROSODY))
        .map(pod -> pod.getMetadata().getLabels())
        .map(labels -> labels.get(Labels.VERSION))
        .orElse(null);
  }
}
