package io.jitsioperator.plan.bridges;

import io.jitsioperator.api.v1alpha1.Autoscaling;
import io.jitsioperator.api.v1alpha1.BridgePoolStatus;
import io.jitsioperator.intent.Notice;
import io.jitsioperator.plan.sizing.Outcome;
import io.jitsioperator.plan.sizing.Words;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the status and the events tell of the size of a pool with autoscaling. */
final class PoolDecisions {

  private static final int KEPT = 10;

  private PoolDecisions() {}

  /** The last ten changes, with that of now. */
  static List<BridgePoolStatus.Decision> decisions(
      PoolScope scope, PoolSize size, Optional<BridgePoolStatus> old) {
    var asked = scope.spec().autoscaling();
    if (asked == null) {
      return List.of();
    }
    var all = new ArrayList<>(old.map(BridgePoolStatus::decisions).orElse(List.of()));
    changed(size).ifPresent(outcome -> all.add(decision(scope, asked, outcome)));
    return all.subList(Math.max(0, all.size() - KEPT), all.size());
  }

  private static BridgePoolStatus.Decision decision(
      PoolScope scope, Autoscaling asked, Outcome outcome) {
    var decision = outcome.decision();
    return new BridgePoolStatus.Decision(
        scope.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        decision.from(),
        decision.to(),
        decision.why().word(),
        Words.of(asked, outcome));
  }

  /** With Recommend, what the size would be. */
  static @Nullable Integer recommended(PoolScope scope, PoolSize size) {
    var asked = scope.spec().autoscaling();
    return asked != null && asked.recommends() ? size.memory().size().orElse(null) : null;
  }

  /** Numbers, rounded: they are written as seldom as the number of participants. */
  static BridgePoolStatus.@Nullable Sizing sizing(PoolSize size) {
    return size.outcome()
        .map(Outcome::inputs)
        .map(
            in ->
                new BridgePoolStatus.Sizing(
                    rounded(in.load().up(), 100),
                    rounded(in.need().expected(), 100),
                    in.leadTime().toSeconds(),
                    rounded(in.perParticipant(), 10_000)))
        .orElse(null);
  }

  private static double rounded(double number, int parts) {
    return Math.round(number * parts) / (double) parts;
  }

  static Optional<Notice> news(PoolScope scope, PoolSize size) {
    var asked = scope.spec().autoscaling();
    return asked == null
        ? Optional.empty()
        : changed(size)
            .map(
                outcome ->
                    new Notice(
                        Notice.Type.NORMAL,
                        asked.recommends() ? "SizeRecommended" : "SizeChanged",
                        "%d -> %d bridges (%s): %s"
                            .formatted(
                                outcome.decision().from(),
                                outcome.decision().to(),
                                outcome.decision().why().word(),
                                Words.of(asked, outcome))));
  }

  private static Optional<Outcome> changed(PoolSize size) {
    return size.outcome().filter(outcome -> outcome.decision().isChange());
  }
}
