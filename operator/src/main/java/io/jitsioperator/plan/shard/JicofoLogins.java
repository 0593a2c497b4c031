package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.plan.status.Reason;
import io.jitsioperator.plan.status.Verdict;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.BreweryReport;
import io.jitsioperator.world.JicofoReport;
import io.jitsioperator.world.JicofoReport.Components;
import io.jitsioperator.world.JicofoReport.Stats;
import io.jitsioperator.world.ShardSignals;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether Jicofo does its work. Its REST API answers happily while it is logged in nowhere, so its
 * two logins are looked at where they leave traces: at the brewery Prosody the room that only
 * Jicofo makes, in its own {@code /debug} the components that it discovers after the login to the
 * main one (Jitsi contracts: jitsi/jicofo ktor/Application.kt@a595d0bc5).
 *
 * <p>Since when something is so, the condition itself says; a time in its words would be another
 * one after each start of the operator.
 */
final class JicofoLogins {

  private static final List<String> DISCOVERED =
      List.of("ENABLE_AV_MODERATION", "ENABLE_BREAKOUT_ROOMS");

  /**
   * Room and components are looked at every 30 s once they exist, the room also at once when the
   * connection breaks; three looks that did not happen are too many.
   */
  private static final Duration TRACE_STALE = Duration.ofSeconds(90);

  private static final Set<String> OFF = Set.of("0", "false", "no", "off");

  private JicofoLogins() {}

  /** For a Jicofo whose pod is ready. */
  static Verdict verdict(Scope scope) {
    var report = report(scope);
    if (report.isEmpty() || report.get().stats() instanceof Answer.NotAsked<Stats>) {
      return Verdict.notSeenYet("Jicofo was not asked yet.");
    }
    return Stream.of(
            rest(scope, report.get()),
            brewery(scope, scope.world().signals().brewery()),
            main(scope, report.get().components()))
        .flatMap(Optional::stream)
        .findFirst()
        .map(missing -> FreshStart.excuse(scope, missing))
        .orElseGet(() -> loggedIn(scope));
  }

  /** The report of the Jicofo that runs now; what an earlier pod said counts for nothing. */
  static Optional<JicofoReport> report(Scope scope) {
    var pod = scope.world().owned().find(Pod.class, scope.podOf(Component.JICOFO));
    return scope
        .world()
        .signals()
        .jicofo()
        .filter(r -> pod.filter(p -> r.podUid().equals(p.getMetadata().getUid())).isPresent());
  }

  /** By the one page that it is asked for at every look. */
  private static Optional<Verdict> rest(Scope scope, JicofoReport report) {
    return switch (report.stats()) {
      case Answer.Said<Stats>(Stats stats, var at) when scope.isFresh(at) -> Optional.empty();
      case Answer.Refused<Stats> refused ->
          Optional.of(Verdict.no(Reason.NOT_ANSWERING, "Jicofo refuses connections."));
      case Answer.Silent<Stats>(String why, var at) ->
          Optional.of(
              Verdict.unknown(Reason.NOT_ANSWERING, "Jicofo does not answer: " + why + "."));
      default ->
          Optional.of(
              Verdict.unknown(Reason.NOT_ANSWERING, "Jicofo has not answered for a while."));
    };
  }

  private static Optional<Verdict> brewery(Scope scope, BreweryReport report) {
    if (report.equals(ShardSignals.none().brewery())) {
      return Optional.of(Verdict.notSeenYet("The brewery Prosody was not asked yet."));
    }
    return switch (report) {
      case BreweryReport.RoomExists(var at) when scope.since(at).compareTo(TRACE_STALE) <= 0 ->
          Optional.empty();
      case BreweryReport.RoomExists stale -> Optional.of(breweryUnknown("it no longer answers"));
      case BreweryReport.RoomAbsent absent ->
          Optional.of(Verdict.no(Reason.BREWERY_LOGIN_MISSING, "The brewery room does not exist."));
      case BreweryReport.LoginRefused(var since, var why) ->
          Optional.of(
              Verdict.unknown(
                  Reason.BREWERY_LOGIN_REFUSED,
                  "The brewery Prosody refuses the operator: " + why + "."));
      case BreweryReport.Unreachable(var since, var why) -> Optional.of(breweryUnknown(why));
      case BreweryReport.Unknown(var why) -> Optional.of(breweryUnknown(why));
    };
  }

  private static Verdict breweryUnknown(String why) {
    return Verdict.unknown(
        Reason.BREWERY_UNREACHABLE, "The operator cannot ask the brewery Prosody: " + why + ".");
  }

  /** Whether that Jicofo lacks its login to the main Prosody, or we cannot know that it has it. */
  static boolean lacksMain(Scope scope, JicofoReport report) {
    return main(scope, report.components()).isPresent();
  }

  private static Optional<Verdict> main(Scope scope, Answer<Components> components) {
    if (leavesNoTrace(scope)) {
      return Optional.empty();
    }
    return switch (components) {
      case Answer.Said<Components>(Components found, var at)
          when scope.isFresh(at) || scope.since(at).compareTo(TRACE_STALE) <= 0 ->
          found.avModeration().or(found::breakout).isPresent()
              ? Optional.empty()
              : Optional.of(
                  Verdict.no(
                      Reason.MAIN_LOGIN_MISSING,
                      "Jicofo has discovered no component of the main Prosody."));
      case Answer.NotAsked<Components> notAsked ->
          Optional.of(Verdict.notSeenYet("Jicofo was not asked for its login yet."));
      default ->
          Optional.of(Verdict.unknown(Reason.NOT_ANSWERING, "Jicofo does not answer /debug."));
    };
  }

  private static Verdict loggedIn(Scope scope) {
    return leavesNoTrace(scope)
        ? Verdict.yes(Reason.MAIN_LOGIN_UNSEEN, "Jicofo is logged in to the brewery Prosody.")
        : Verdict.yes(Reason.RUNNING, "Jicofo runs and is logged in to both Prosodys.");
  }

  /** Jicofo discovers a component only while its feature is on; the images have both on. */
  private static boolean leavesNoTrace(Scope scope) {
    var switches = Prosody.switches(scope);
    return DISCOVERED.stream()
        .allMatch(
            feature ->
                switches.stream()
                    .anyMatch(
                        variable ->
                            feature.equals(variable.getName())
                                && variable.getValue() != null
                                && OFF.contains(variable.getValue().toLowerCase(Locale.ROOT))));
  }
}
