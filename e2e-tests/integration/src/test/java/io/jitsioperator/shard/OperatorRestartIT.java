package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.testbed.jitsi.Conference;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The operator is killed; nobody else may need it meanwhile. */
@OwnCluster
@Order(6)
class OperatorRestartIT {

  private final RunningOperator operator;

  OperatorRestartIT(RunningOperator operator) {
    this.operator = operator;
  }

  @Test
  void aRestartChangesNothingBelowAReadyShard(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    Map<String, String> before = shard.settledVersions();
    Map<String, String> passwords = shard.credentials();
    operator.kill();
    operator.startAgain();
    shard.awaitReady();
    String looked = shard.letItLook();
    Map<String, String> after = shard.settledVersions();
    before.remove(looked);
    after.remove(looked);
    assertThat(after).isEqualTo(before);
    assertThat(shard.credentials()).isEqualTo(passwords);
  }

  @Test
  void killedAtAnyMomentOfTheStartItFinishesLater(TestNamespace namespace) {
    for (int millis : new int[] {0, 150, 400, 900}) {
      Shard shard = namespace.shard("s" + millis);
      Eventually.pause(Duration.ofMillis(millis));
      operator.kill();
      Map<String, String> passwords = passwords(shard);
      operator.startAgain();
      shard.awaitReady();
      assertThat(shard.credentials())
          .as("killed after %d ms", millis)
          .containsAllEntriesOf(passwords);
    }
  }

  private Map<String, String> passwords(Shard shard) {
    var secret =
        operator
            .client()
            .secrets()
            .inNamespace(shard.namespace())
            .withName(shard.part("credentials"))
            .get();
    return secret == null ? Map.of() : secret.getData();
  }

  @Test
  void whatIsDeletedWhileItIsAwayComesBack(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    Map<String, String> pods = shard.pods();
    operator.kill();
    namespace.kubectl("delete", "service", "eu1-prosody", "eu1-brewery");
    operator.startAgain();
    Eventually.see(
        "the Services are back",
        () -> namespace.kubectl("get", "services", "-o", "name"),
        all -> all.contains("/eu1-prosody\n") && all.contains("/eu1-brewery\n"));
    shard.awaitReady().assertPods(pods);
  }

  @Test
  void anOperatorThatIsKilledMeanwhileStillWaits(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    Conference first = shard.meet("first", 2);
    Map<String, String> before = UpdateWaitsForCallsIT.change(namespace, shard);
    operator.kill();
    operator.startAgain();
    shard.letItLook();
    Eventually.pause(UpdateWaitsForCallsIT.LONG_ENOUGH_TO_ERR);
    shard.assertPods(before);
    // What the dead one had seen is worth nothing to the next: it must look twice itself.
    operator.kill();
    first.close();
    Conference second = shard.meet("second", 2);
    operator.startAgain();
    shard.letItLook();
    Eventually.pause(JicofoTrust.ANEW);
    shard.assertPods(before);
    second.close();
    UpdateWaitsForCallsIT.awaitChanged(shard, before);
    assertThat(first.cut()).isEmpty();
    assertThat(second.cut()).isEmpty();
  }
}
