package io.jitsioperator.jitsi;

import static io.jitsioperator.jitsi.ManualClock.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jitsioperator.intent.Watch;
import io.jitsioperator.world.PortReport;
import io.jitsioperator.world.PortReport.State;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class PortProbeTest {

  private final ManualClock clock = new ManualClock();
  private final Tally tally = new Tally();

  private PortProbe probe(int port) {
    return new PortProbe(new Watch.Target("p", "uid", "127.0.0.1", port), clock, tally);
  }

  private static Optional<PortReport> saw(State state, int since, int at) {
    return Optional.of(
        new PortReport("uid", state, START.plusSeconds(since), START.plusSeconds(at)));
  }

  @Test
  void tellsAcceptingFromRefusingAndSinceWhen() throws Exception {
    int port;
    PortProbe probe;
    try (OddServer server = OddServer.hangs()) {
      port = server.port();
      probe = probe(port);
      assertThat(probe.report()).isEmpty();
      assertThat(probe.look()).as("the first look is no change").isFalse();
      clock.pass(Duration.ofSeconds(5));
      probe.look();
      assertThat(probe.report()).isEqualTo(saw(State.ACCEPTS, 0, 5));
    }
    clock.pass(Duration.ofSeconds(5));
    probe.look();
    clock.pass(Duration.ofSeconds(5));
    probe.look();
    assertThat(probe.report()).isEqualTo(saw(State.REFUSES, 10, 15));
    assertThat(tally.counts(0).refusals()).isEqualTo(2);
    try (FakeJicofo back = new FakeJicofo(port)) {
      assertThat(probe.look()).as("it accepts again").isTrue();
      assertThat(probe.look()).isFalse();
    }
  }

  @Test
  void aTimeOutIsSilence() throws Exception {
    try (OddServer server = OddServer.swallows()) {
      PortProbe probe = probe(server.port());
      probe.look();
      assertThat(probe.report()).isEqualTo(saw(State.SILENT, 0, 0));
      assertThat(tally.counts(0).silences()).isEqualTo(1);
    }
  }

  @Test
  void whatCannotBeTriedIsSilence() throws Exception {
    PortProbe probe =
        new PortProbe(new Watch.Target("p", "uid", "no such host", 5222), clock, tally);
    probe.look();
    assertThat(probe.report()).isEqualTo(saw(State.SILENT, 0, 0));
  }

  @Test
  void anInterruptIsNoEvidence() {
    PortProbe probe = probe(1);
    Thread.currentThread().interrupt();
    assertThat(catchThrowable(probe::look)).isInstanceOf(InterruptedException.class);
    assertThat(probe.report()).isEmpty();
  }
}
