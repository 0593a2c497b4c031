package io.jitsioperator.simulate;

import io.jitsioperator.plan.sizing.Rules;
import io.jitsioperator.simulate.policy.OperatorPolicy;
import io.jitsioperator.simulate.policy.Policy;
import io.jitsioperator.simulate.policy.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Our policy, with somebody beside it who writes down what it must not do. */
final class WatchedPolicy implements Supplier<Policy> {

  private static final Duration GAP = Duration.ofSeconds(30);

  private final Rules rules;
  private final int surge;
  private final Rest rest;
  private final List<String> harm = new ArrayList<>();
  private final List<Look> looks = new ArrayList<>();
  private final Set<String> known = new HashSet<>();
  private final Set<String> leaving = new HashSet<>();

  private int least = Integer.MAX_VALUE;
  private int greatest;

  /** Since when every bridge that serves was heard at every look of the same operator. */
  private Optional<Instant> surelySince = Optional.empty();

  /**
   * What was wanted at that moment.
   *
   * @param counting bridges that do not leave, before that
   */
  record Look(Instant at, int wish, int counting) {}

  /**
   * When everything has settled.
   *
   * @param from since then
   * @param slack by how much the size may still change: what bridges measure is not quite the same
   *     every time, and where it is at a limit, sizes beside each other are as good; 0 = nothing
   *     changes, nothing is made, nobody leaves
   */
  record Rest(Instant from, int slack) {

    static Rest never() {
      return new Rest(Instant.MAX, 0);
    }
  }

  /**
   * One with nothing in its memory.
   *
   * @param surge bridges by which the pool may be greater than its maximum
   */
  WatchedPolicy(Rules rules, int surge, Rest rest) {
    this.rules = rules;
    this.surge = surge;
    this.rest = rest;
  }

  /** An operator that starts: it knows nothing, but whoever watches does. */
  @Override
  public Policy get() {
    surelySince = Optional.empty();
    return new Watched(new OperatorPolicy("operator", rules));
  }

  List<String> harm() {
    return harm;
  }

  List<Look> looks() {
    return looks;
  }

  private final class Watched implements Policy {
    private final Policy ours;

    Watched(Policy ours) {
      this.ours = ours;
    }

    @Override
    public String name() {
      return ours.name();
    }

    @Override
    public Duration period() {
      return ours.period();
    }

    @Override
    public Wish decide(Sight sight) {
      var wish = ours.decide(sight);
      watch(sight, wish.size());
      return wish;
    }
  }

  private void watch(Sight sight, int wish) {
    int before = looks.isEmpty() ? wish : looks.getLast().wish();
    sure(sight);
    if (wish < before && !isSure(sight.now())) {
      harm.add(
          "I2: %d -> %d at %s, sure since %s only"
              .formatted(before, wish, sight.now(), surelySince));
    }
    if (wish < rules.min() || wish > rules.max()) {
      harm.add("I3: %d wanted at %s".formatted(wish, sight.now()));
    }
    int counting = counting(sight);
    if (counting > rules.max() + surge || counting < rules.min()) {
      harm.add("I3: %d bridges at %s".formatted(counting, sight.now()));
    }
    rest(sight, wish);
    looks.add(new Look(sight.now(), wish, counting));
  }

  private static int counting(Sight sight) {
    return (int) sight.bridges().stream().filter(b -> b.stage() != Sight.Stage.LEAVING).count();
  }

  private void sure(Sight sight) {
    var serving = sight.bridges().stream().filter(b -> b.stage() == Sight.Stage.ACTIVE).toList();
    var heard =
        !serving.isEmpty() && serving.stream().allMatch(b -> !b.silent() && b.report().isPresent());
    var gap =
        !looks.isEmpty() && Duration.between(looks.getLast().at(), sight.now()).compareTo(GAP) > 0;
    if (!heard) {
      surelySince = Optional.empty();
    } else if (gap || surelySince.isEmpty()) {
      surelySince = Optional.of(sight.now());
    }
  }

  private boolean isSure(Instant now) {
    return surelySince
        .filter(since -> !since.isAfter(now.minus(rules.down().window())))
        .isPresent();
  }

  private void rest(Sight sight, int wish) {
    boolean rests = !sight.now().isBefore(rest.from());
    if (rests) {
      least = Math.min(least, wish);
      greatest = Math.max(greatest, wish);
      if (greatest - least > rest.slack()) {
        harm.add("I5: %d to %d at %s".formatted(least, greatest, sight.now()));
      }
    }
    boolean still = rests && rest.slack() == 0;
    for (var bridge : sight.bridges()) {
      if (known.add(bridge.name()) && still) {
        harm.add("I5: %s is made before %s".formatted(bridge.name(), sight.now()));
      }
      boolean leaves = bridge.stage() == Sight.Stage.LEAVING;
      if (leaves && leaving.add(bridge.name()) && still) {
        harm.add("I5: %s is told to leave before %s".formatted(bridge.name(), sight.now()));
      } else if (!leaves) {
        leaving.remove(bridge.name());
      }
    }
  }
}
