package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.testbed.jitsi.Conference;
import io.jitsioperator.testbed.jitsi.Fates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The operator dies between any two calls of a scale-down, a change that replaces bridges, and a
 * node drain, all under calls: it ends as if it had never died, nobody is cut, nobody is moved
 * twice.
 */
@OwnCluster(nodes = 9)
@Order(1)
@EnabledIfSystemProperty(
    named = "crash.points",
    matches = "true",
    disabledReason = "takes ten minutes: make it TEST=CrashPointsIT ARGS=-Dcrash.points=true")
class CrashPointsIT {

  private static final String PATIENCE = "{ scaleDown: 5s, update: 5s, node: 5s }";

  private final RunningOperator operator;

  CrashPointsIT(RunningOperator operator) {
    this.operator = operator;
  }

  @Test
  void itEndsAsIfItHadNeverDied(TestNamespace namespace) throws IOException {
    var shrinking = Scene.set(operator, namespace, 1);
    var changing = Scene.set(operator, namespace.another(), 2);
    var draining = Scene.set(operator, namespace.another(), 3);
    var all = List.of(shrinking, changing, draining);
    try (var lives = ShortLives.begin(operator)) {
      shrinking.kubectl("scale", "jbp", "eu1", "--replicas=1");
      changing.kubectl(
          "patch", "jbp", "eu1", "--type=merge", "--patch={\"spec\":{\"region\":\"x\"}}");
      String node = draining.nodeOfABridge();
      BooleanSupplier done =
          () ->
              shrinking.serves(1)
                  && changing.serves(2)
                  && changing.hasNoneOf(changing.before)
                  && draining.drained(node)
                  && draining.serves(2);
      lives.until(done);
      System.out.println(
          "The operator died " + lives.deaths().size() + " times: " + lives.deaths());
      shrinking.judge(1, lives.deaths());
      // Both bridges are replaced, and each of them is a drain.
      changing.judge(2, lives.deaths());
      draining.judge(1, lives.deaths());
      // Each of the three needs at least a mark, drain, shutdown and removal; a life has up to two.
      assertThat(lives.deaths()).hasSizeGreaterThanOrEqualTo(3 * 4 / 2);
    } finally {
      all.forEach(Scene::end);
    }
  }

  /** A shard, two bridges on three nodes of their own, and two conferences on them. */
  private record Scene(
      TestNamespace namespace,
      BridgesOfPool pool,
      Set<String> before,
      Conference one,
      Conference two) {

    static Scene set(RunningOperator operator, TestNamespace namespace, int group) {
      for (int node = 3 * group - 2; node <= 3 * group; node++) {
        namespace.kubectl("label", "node", "node-" + node, "group=" + group);
      }
      var shard = namespace.shard("eu1").awaitReady();
      var pool =
          BridgesOfPool.apply(
                  operator,
                  namespace,
                  "eu1",
                  2,
                  "drain: { patience: " + PATIENCE + " }",
                  "nodeSelector: { group: '" + group + "' }",
                  "media: { ports: { from: 10000, to: 10000 } }")
              .awaitServing(2);
      var one = shard.meet("one", 3);
      var two = shard.meet("two", 2);
      pool.awaitParticipants(5);
      return new Scene(namespace, pool, Set.copyOf(pool.pods().keySet()), one, two);
    }

    String kubectl(String... arguments) {
      return namespace.kubectl(arguments);
    }

    String nodeOfABridge() {
      return kubectl("get", "pod", before.iterator().next(), "-o", "jsonpath={.spec.nodeName}");
    }

    /**
     * As an administrator does it, who tries again when it takes too long. Of bridges only: other
     * pods may be there by chance, a Prosody in use, which never goes, or a web front end, through
     * which people talk to it.
     */
    boolean drained(String node) {
      try {
        kubectl(
            "drain",
            node,
            "--pod-selector=app.kubernetes.io/component=jvb",
            "--ignore-daemonsets",
            "--delete-emptydir-data",
            "--timeout=1s");
        return true;
      } catch (UncheckedIOException notYet) {
        return false;
      }
    }

    boolean serves(int count) {
      return pool.serves(count);
    }

    boolean hasNoneOf(Set<String> gone) {
      return pool.pods().keySet().stream().noneMatch(gone::contains);
    }

    /** Nobody is cut, and nobody is moved twice in one of so many drains. */
    void judge(int drains, List<String> deaths) {
      Fates fates = one.fates().plus(two.fates());
      assertThat(fates.cut()).as("cut off, of %s, after %s", fates, deaths).isZero();
      assertThat(fates.mostMoves())
          .as("moves of one person, of %s, after %s", fates, deaths)
          .isLessThanOrEqualTo(drains);
      assertThat(one.talking() + two.talking()).as("people who still talk").isEqualTo(5);
    }

    void end() {
      one.close();
      two.close();
    }
  }
}
