package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A new release comes in order: bridges of it serve, then Jicofo restarts, then old ones leave. */
@ExtendWith(ShardCluster.class)
@Execution(ExecutionMode.CONCURRENT)
class NewReleaseIT {

  private final RunningOperator operator;

  NewReleaseIT(RunningOperator operator) {
    this.operator = operator;
  }

  @Test
  void bridgesComeFirstAndOldOnesLeaveLast(TestNamespace namespace) {
    var shard = namespace.shard("eu1").awaitReady();
    var pool = BridgesOfPool.apply(operator, namespace, "eu1", 1).awaitServing(1);
    shard.await("BridgesAvailable=True");
    var old = pool.pods().firstKey();
    namespace.kubectl(
        "patch",
        "jshard",
        "eu1",
        "--type=merge",
        "--patch={\"spec\":{\"release\":\"stable-12000\"}}");
    pool.awaitImages("ghcr.io/jitsi/jvb:stable-11146-2", "ghcr.io/jitsi/jvb:stable-12000");
    assertThat(Objects.requireNonNull(shard.get().getStatus().images()).jicofo())
        .as("Jicofo, while the first new bridge comes to work")
        .endsWith("stable-11146-2");
    assertThat(pool.pods()).as("the old one stays until Jicofo is new").containsKey(old);
    pool.awaitImages("ghcr.io/jitsi/jvb:stable-12000");
    assertThat(Objects.requireNonNull(shard.get().getStatus().images()).jicofo())
        .as("Jicofo, when no old bridge serves any more")
        .endsWith("stable-12000");
    pool.awaitServing(1);
    shard.await("UpdatePending=False (UpToDate)");
    shard.await("BridgesAvailable=True");
  }
}
