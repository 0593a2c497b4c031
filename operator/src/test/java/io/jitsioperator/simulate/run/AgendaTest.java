package io.jitsioperator.simulate.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Everything happens in the order of time, and then in the order in which it was asked for.
 *
 * <p>Seen to fail with: the greater of two children first; an order that is not part of the key.
 */
class AgendaTest {

  private record Done(long at, int asked) {}

  @Test
  void inTheOrderOfTimeThenOfAsking() {
    var random = new Random(4);
    var agenda = new Agenda();
    var wanted = new ArrayList<Done>();
    var done = new ArrayList<Done>();
    for (int i = 0; i < 2000; i++) {
      var entry = new Done(random.nextInt(300), i);
      wanted.add(entry);
      agenda.at(entry.at(), () -> done.add(new Done(agenda.now(), entry.asked())));
    }
    wanted.sort(Comparator.comparingLong(Done::at).thenComparingInt(Done::asked));
    agenda.advance(100);
    assertThat(done).isEqualTo(wanted.stream().filter(entry -> entry.at() <= 100).toList());
    agenda.advance(1000);
    assertThat(done).isEqualTo(wanted);
    assertThat(agenda.now()).isEqualTo(1000);
  }

  @Test
  void whatIsAskedForMeanwhileHappensToo() {
    var agenda = new Agenda();
    List<Long> times = new ArrayList<>();
    agenda.at(
        10,
        () -> {
          times.add(agenda.now());
          agenda.in(5, () -> times.add(agenda.now()));
          agenda.at(3, () -> times.add(agenda.now()));
        });
    agenda.advance(14);
    assertThat(times).as("the past is now").containsExactly(10L, 10L);
    agenda.advance(15);
    assertThat(times).containsExactly(10L, 10L, 15L);
  }
}
