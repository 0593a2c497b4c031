package io.jitsioperator.simulate.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.simulate.load.Load;
import io.jitsioperator.simulate.policy.Policy.Removal;
import io.jitsioperator.simulate.policy.Sight;
import io.jitsioperator.simulate.policy.Sight.Stage;
import io.jitsioperator.simulate.run.Terrain.Span;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Where pods find room, and when.
 *
 * <p>Seen to fail with: no limit on nodes; a new node that is there at once.
 */
class NodesTest {

  private static final Load HOUR = Probe.trace("0,a,1", "3540,a,1");

  private static Duration lead(Sight.Seen bridge) {
    return Duration.between(bridge.created(), bridge.ready().orElseThrow());
  }

  @Test
  void onAWarmNodeItTakesTwentyToSixtySeconds() {
    var probe = new Probe(new Removal.Planned(), s -> 40);
    probe.run(HOUR, 1);
    var leads = probe.seen(300, 300).getFirst().bridges().stream().skip(1).map(NodesTest::lead);
    assertThat(leads)
        .hasSize(39)
        .allMatch(lead -> lead.toMillis() >= 20_000 && lead.toMillis() <= 60_000)
        .anyMatch(lead -> lead.toMillis() < 30_000)
        .anyMatch(lead -> lead.toMillis() > 50_000);
  }

  @Test
  void withoutRoomANodeIsAddedUpToTheLimit() {
    var probe = new Probe(new Removal.Planned(), s -> 4);
    var result = probe.run(HOUR, Terrain.warm(1, 1).withNodes(1, 3)).result();
    var bridges = probe.seen(3000, 3000).getFirst().bridges();
    assertThat(bridges.subList(1, 3))
        .allMatch(each -> lead(each).toSeconds() >= 260 && lead(each).toSeconds() <= 360);
    assertThat(bridges.get(3).stage()).isEqualTo(Stage.PENDING);
    assertThat(bridges.get(3).node()).isEmpty();
    assertThat(result.nodeHours()).as("one for an hour, two for less").isBetween(2.8, 2.9);
    assertThat(result.bridgeHours()).as("pods that wait count").isEqualTo(4);
  }

  @Test
  void bridgesOfANodeShareItAndItsProcessors() {
    var probe = new Probe(new Removal.Planned(), s -> 4);
    var load = Probe.trace("0,a,9", "0,b,9", "3540,a,9");
    var result = probe.run(load, Terrain.warm(1, 4).withBridgesPerNode(2, true)).result();
    assertThat(result.nodeHours()).isEqualTo(2);
    var bridges = probe.seen(600, 600).getFirst().bridges();
    assertThat(bridges.get(0).node()).isEqualTo(bridges.get(1).node());
    double one = 9 * load.cost(0, 9) * Load.UNIT;
    double both = one + 9 * load.cost(1, 9) * Load.UNIT;
    assertThat(bridges.get(0).report().orElseThrow().stress()).isBetween(both * 0.94, both * 1.06);
    assertThat(bridges.get(1).report().orElseThrow().stress()).isBetween(both * 0.94, both * 1.06);
  }

  @Test
  void anAddedNodeGoesWhenItIsNotNeeded() {
    var probe = new Probe(new Removal.Planned(), s -> s < 1000 ? 2 : 1);
    var terrain =
        Terrain.warm(1, 1).withNodes(1, 5).withLeads(new Span(30, 30), new Span(200, 200));
    var result = probe.run(HOUR, terrain).result();
    double seconds = 3600 + (1000 + 30 + 600 - 200);
    assertThat(result.nodeHours() * 3600).isBetween(seconds - 10, seconds + 30);
  }
}
