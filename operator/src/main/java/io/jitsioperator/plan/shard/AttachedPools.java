package io.jitsioperator.plan.shard;

import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.JitsiShardStatus;
import io.jitsioperator.plan.status.Names;
import io.jitsioperator.plan.status.Reason;
import io.jitsioperator.plan.status.Verdict;
import io.jitsioperator.plan.wiring.Grant;
import io.jitsioperator.plan.wiring.Wiring;
import io.jitsioperator.plan.wiring.Wiring.Link;
import io.jitsioperator.world.PoolId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The pools that name this shard: whom it lets in, and whom not. The other side of the same answer
 * stands in the status of each pool.
 *
 * @param links all of them
 */
record AttachedPools(List<Link> links) {

  AttachedPools {
    links = List.copyOf(links);
  }

  static AttachedPools plan(Scope scope) {
    return new AttachedPools(Wiring.of(scope.world().tenants()).to(scope.world().id()));
  }

  /** For the condition {@code AttachmentsGranted}. */
  Verdict verdict() {
    if (count(Grant::isDenied) > 0) {
      return Verdict.no(
          Reason.ATTACHMENT_DENIED,
          "spec.allowedNamespaces does not let in: %s.".formatted(names(Grant::isDenied)));
    }
    if (count(Grant.LABELS_FORBIDDEN::equals) > 0) {
      return Verdict.unknown(
          Reason.LABELS_FORBIDDEN,
          "The labels of their namespaces are not known: %s."
              .formatted(names(Grant.LABELS_FORBIDDEN::equals)));
    }
    if (count(Grant.NOT_UNDERSTOOD::equals) > 0) {
      return Verdict.unknown(
          Reason.NOT_UNDERSTOOD, "This operator does not know spec.allowedNamespaces.from.");
    }
    if (count(Grant::isUnknown) > 0) {
      return Verdict.notSeenYet("The namespaces of the pools were not seen yet.");
    }
    return Verdict.yes(
        Reason.ALL_GRANTED,
        links.isEmpty()
            ? "No pool names this shard."
            : "Every pool that names this shard may attach: %s.".formatted(names()));
  }

  /**
   * For the status; what it says already stays while we have not looked.
   *
   * @param old the status that was last written
   */
  JitsiShardStatus.@Nullable Attachments counts(Optional<JitsiShardStatus> old) {
    var now =
        new JitsiShardStatus.Attachments(
            count(Grant::isGranted), count(Grant::isDenied), count(Grant::isUnknown));
    return verdict().settled() ? now : old.map(JitsiShardStatus::attachments).orElse(now);
  }

  /** Those of these pools that it lets in. */
  List<BridgePool> granted(List<BridgePool> pools) {
    var granted =
        links.stream()
            .filter(link -> link.grant().isGranted())
            .map(Link::pool)
            .collect(Collectors.toSet());
    return pools.stream().filter(pool -> granted.contains(PoolId.of(pool))).toList();
  }

  /** The pools that it lets in; empty if there is none. */
  String names() {
    return names(Grant::isGranted);
  }

  private int count(Predicate<Grant> which) {
    return (int) links.stream().filter(link -> which.test(link.grant())).count();
  }

  private String names(Predicate<Grant> which) {
    return Names.list(
        links.stream()
            .filter(link -> which.test(link.grant()))
            .map(link -> link.pool().toString()));
  }
}
