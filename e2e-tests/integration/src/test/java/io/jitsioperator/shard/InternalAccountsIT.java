package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitsioperator.testbed.jitsi.Conference;
import io.jitsioperator.testbed.jitsi.FrontEnd;
import io.jitsioperator.testbed.jitsi.Login;
import io.jitsioperator.testbed.jitsi.ProsodyContainer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Accounts of people in a real Prosody, on a disk that outlives pod and shard. */
@ExtendWith(ShardCluster.class)
@Execution(ExecutionMode.CONCURRENT)
class InternalAccountsIT {

  private static final String CLAIM = "accounts-eu1-prosody-0";
  private static final String[] INTERNAL = {
    "authentication: {type: Internal}", "prosody: {storage: {size: 1Gi}}"
  };

  private final RunningOperator operator;

  InternalAccountsIT(RunningOperator operator) {
    this.operator = operator;
  }

  @Test
  void anAccountOutlivesPodAndShard(TestNamespace namespace) throws IOException {
    Shard shard = namespace.shard("eu1", INTERNAL).awaitReady();
    Login anna = Login.account("anna", "her-password");
    assertThatThrownBy(() -> meet(shard, anna)).hasRootCauseMessage(refused("PLAIN"));

    // As docs/authentication.md tells.
    prosodyctl(shard, "register", "anna", "meet.jitsi", "her-password");
    opensARoom(shard, anna);
    assertThatThrownBy(() -> meet(shard, Login.anonymous()))
        .as("somebody without an account")
        .rootCause()
        .hasMessageContaining("refused the login ANONYMOUS");
    assertThatThrownBy(() -> meet(shard, Login.account("anna", "another")))
        .as("a wrong password")
        .hasRootCauseMessage(refused("PLAIN"));

    namespace.kubectl("delete", "pod", "eu1-prosody-0");
    shard.awaitReady();
    opensARoom(shard, anna);

    namespace.kubectl("delete", "jitsishard", "eu1", "--wait=true");
    Eventually.see(
        "the pods are gone", () -> namespace.kubectl("get", "pods", "-o", "name"), String::isEmpty);
    assertThat(namespace.kubectl("get", "pvc", "-o", "name")).contains(CLAIM);
    Shard again = namespace.shard("eu1", INTERNAL).awaitReady();
    opensARoom(again, anna);

    prosodyctl(again, "deluser", "anna@meet.jitsi");
    assertThatThrownBy(() -> meet(again, anna)).hasRootCauseMessage(refused("PLAIN"));
  }

  private static String refused(String mechanism) {
    return "Prosody refused the login " + mechanism + ": not-authorized";
  }

  private void opensARoom(Shard shard, Login login) {
    Eventually.see(
        "the account can log in and open a room",
        () -> {
          try (Conference call = meet(shard, login)) {
            return call.cut();
          } catch (RuntimeException e) {
            return List.of(String.valueOf(e.getCause()));
          }
        },
        List::isEmpty);
  }

  private Conference meet(Shard shard, Login login) {
    FrontEnd front =
        FrontEnd.of(
            operator.testbed().network(), shard.namespace(), shard.name(), "eu1.example.com");
    return Conference.start(front, "office", 1, login);
  }

  private void prosodyctl(Shard shard, String... arguments) throws IOException {
    operator
        .images()
        .running(ProsodyContainer.class, shard.namespace(), "eu1-prosody-0", "prosody")
        .orElseThrow()
        .prosodyctl(arguments);
  }
}
