package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.testbed.jitsi.ConferenceBook.Load;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What {@code spec.updates} lets happen while conferences run, and what it forbids. */
@ExtendWith(ShardCluster.class)
@Execution(ExecutionMode.CONCURRENT)
class UpdatesIT {

  private static final String JICOFO = "eu1-jicofo-0";

  /** Changes that only Jicofo reads. */
  private static final String CHANGE = "jicofo: {bridgeSelection: {stressThreshold: 0.7}}";

  private static final String BAD = "jicofo: {customConfigMap: {name: bad}}";
  private static final String GOOD = "jicofo: {customConfigMap: {name: good}}";

  /**
   * Longer than the operator needs to believe that a Jicofo is idle which it has {@link
   * JicofoTrust}ed before: two answers 5 s apart.
   */
  private static final Duration LONG_ENOUGH_TO_ERR = Duration.ofSeconds(12);

  /** Times in conditions are whole seconds: two that lie so far apart differ. */
  private static final Duration LONGER_THAN_A_TIME = Duration.ofSeconds(2);

  private final RunningOperator operator;

  UpdatesIT(RunningOperator operator) {
    this.operator = operator;
  }

  /** Seen to fail when the deadline was counted from now at every pass. */
  @Test
  void theDeadlineEndsConferencesAndSaysHowMany(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1", "updates: {deadline: 1m}").awaitReady();
    call(namespace, new Load(3, 12));
    Map<String, String> before = shard.pods();
    namespace.shard("eu1", "updates: {deadline: 1m}", CHANGE);
    shard.awaitCondition("UpdatePending=True (ConferencesRunning)", "they restart all the same");
    Eventually.pause(LONG_ENOUGH_TO_ERR);
    shard.assertPods(before);
    awaitOther(shard, before);
    shard.awaitEvent("RestartedAtDeadline", "it ended 3 conferences");
    shard.await("UpdatePending=False");
    before.remove(JICOFO);
    assertThat(shard.pods()).as("nothing else is restarted").containsAllEntriesOf(before);
  }

  /** Seen to fail when the policy Immediately was ignored. */
  @Test
  void allCallsCanBeEndedNow(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    call(namespace, new Load(2, 5));
    Map<String, String> before = shard.pods();
    namespace.shard("eu1", CHANGE);
    shard.await("UpdatePending=True (ConferencesRunning)");
    shard.assertPods(before);
    namespace.shard("eu1", CHANGE, "updates: {policy: Immediately}");
    awaitOther(shard, before);
    shard.awaitEvent("RestartedImmediately", "it ended 2 conferences");
    shard.await("UpdatePending=False");
  }

  /** Seen to fail when an idle shard was restarted outside the window. */
  @Test
  void outsideTheWindowAnIdleShardWaitsToo(TestNamespace namespace) {
    String closed = "updates: {window: {cron: '%s', duration: 1h}}".formatted(inTwelveHours());
    Shard shard = namespace.shard("eu1", closed).awaitReady();
    JicofoTrust.await(shard);
    Map<String, String> before = shard.pods();
    namespace.shard("eu1", closed, CHANGE);
    shard.awaitCondition("UpdatePending=True (OutsideWindow)", JICOFO);
    Eventually.pause(LONG_ENOUGH_TO_ERR);
    shard.assertPods(before);
    String open = "updates: {window: {cron: '* * * * *', duration: 1h}}";
    namespace.shard("eu1", open, CHANGE);
    awaitOther(shard, before);
    shard.await("UpdatePending=False");
  }

  /** Seen to fail when an idle shard was restarted outside the window. */
  @Test
  void aWindowThatCannotBeReadRestartsNothingAndIsPutRight(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    JicofoTrust.await(shard);
    Map<String, String> before = shard.pods();
    String wrong = "updates: {window: {cron: '0 25 * * *', duration: 1h}}";
    namespace.shard("eu1", wrong);
    shard.awaitCondition("UpdatePending=False (InvalidWindow)", "0 25 * * *");
    namespace.shard("eu1", wrong, CHANGE);
    shard.awaitCondition("UpdatePending=True (InvalidWindow)", JICOFO);
    Eventually.pause(LONG_ENOUGH_TO_ERR);
    shard.assertPods(before);
    namespace.shard("eu1", CHANGE);
    awaitOther(shard, before);
    shard.await("UpdatePending=False (UpToDate)");
  }

  /** Seen to fail when a process that is down had to wait like one that runs. */
  @Test
  void aCrashingJicofoIsPutRightByACorrectedSpec(TestNamespace namespace) {
    namespace.apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: bad}
        data: {custom-jicofo.conf: "jicofo { conference { "}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: good}
        data: {custom-jicofo.conf: "jicofo { conference { } }"}
        """);
    Shard shard = namespace.shard("eu1").awaitReady();
    Map<String, String> before = shard.pods();
    namespace.shard("eu1", BAD);
    awaitOther(shard, before);
    shard.await("JicofoReady=False");
    Map<String, String> crashing = shard.pods();
    // The window is closed and nobody knows of conferences; but the process is down.
    String closed = "updates: {window: {cron: '%s', duration: 1h}}".formatted(inTwelveHours());
    namespace.shard("eu1", closed, GOOD);
    awaitOther(shard, crashing);
    shard.awaitReady();
    shard.await("UpdatePending=False");
  }

  /** Seen to fail when the time was written anew at every pass. */
  @Test
  void theTimeOfAChangeStandsOnTheStatefulSet(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    call(namespace, new Load(1, 2));
    namespace.shard("eu1", CHANGE);
    String waiting = shard.await("UpdatePending=True (ConferencesRunning)");
    // What the first look writes anew, only the second one shows.
    for (int look = 0; look < 2; look++) {
      Eventually.pause(LONGER_THAN_A_TIME);
      namespace.kubectl(
          "patch",
          "jitsishard",
          "eu1",
          "--subresource=status",
          "--type=merge",
          "-p",
          "{\"status\":{\"conditions\":[]}}");
      shard.letItLook();
      assertThat(shard.await("UpdatePending=True (ConferencesRunning)"))
          .as("condition of %s/eu1, %d looks later", namespace.name(), look + 1)
          .isEqualTo(waiting);
    }
  }

  private static String inTwelveHours() {
    return "0 " + ZonedDateTime.now(ZoneOffset.UTC).plusHours(12).getHour() + " * * *";
  }

  private void call(TestNamespace namespace, Load load) {
    operator.images().conferences().set(namespace.name(), JICOFO, load);
  }

  private static void awaitOther(Shard shard, Map<String, String> before) {
    Eventually.see(
        "another Jicofo of %s/eu1 runs than %s".formatted(shard.namespace(), before.get(JICOFO)),
        () -> shard.pods().getOrDefault(JICOFO, "none"),
        uid -> !uid.equals("none") && !uid.equals(before.get(JICOFO)));
  }
}
