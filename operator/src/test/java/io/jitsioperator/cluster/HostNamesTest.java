package io.jitsioperator.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jitsioperator.world.Lookup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When DNS is asked, and what counts. */
final class HostNamesTest {

  private static final String NAME = "lb.example.com";
  private static final Lookup<List<String>> FIRST = new Lookup.Found<>(List.of("198.51.100.1"));
  private static final Lookup<List<String>> SECOND = new Lookup.Found<>(List.of("198.51.100.2"));
  private static final Lookup<List<String>> AWAY = new Lookup.Unknown<>("DNS is away");

  private Instant now = Instant.parse("2026-11-26T20:00:00Z");
  private Lookup<List<String>> answer = FIRST;
  private final List<Runnable> questions = new ArrayList<>();
  private final HostNames names = new HostNames(name -> answer, () -> now, questions::add);

  private Lookup<List<String>> look() {
    return Objects.requireNonNull(names.look(Set.of(NAME)).get(NAME));
  }

  private void answer() {
    questions.forEach(Runnable::run);
    questions.clear();
  }

  @Test
  void nobodyWaitsForDns() {
    assertEquals(new Lookup.Unknown<>("not asked yet"), look());
    assertEquals(new Lookup.Unknown<>("not asked yet"), look());
    assertEquals(1, questions.size());
    answer();
    assertEquals(FIRST, look());
  }

  @Test
  void itIsAskedAgainAndAnotherAnswerCounts() {
    look();
    answer();
    answer = SECOND;
    now = now.plus(HostNames.AGAIN);
    assertEquals(FIRST, look());
    answer();
    assertEquals(SECOND, look());
  }

  @Test
  void thatDnsIsAwayChangesNothing() {
    look();
    answer();
    answer = AWAY;
    now = now.plus(HostNames.AGAIN);
    look();
    answer();
    assertEquals(FIRST, look());
  }

  @Test
  void aFailureIsToldWhileNothingIsKnown() {
    answer = AWAY;
    look();
    answer();
    assertEquals(AWAY, look());
  }

  @Test
  void whatNobodyWantsIsForgotten() {
    look();
    answer();
    now = now.plus(HostNames.FORGOTTEN).plusSeconds(1);
    names.look(Set.of());
    assertEquals(new Lookup.Unknown<>("not asked yet"), look());
  }
}
