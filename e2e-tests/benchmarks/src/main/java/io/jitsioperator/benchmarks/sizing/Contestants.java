package io.jitsioperator.benchmarks.sizing;

import io.jitsioperator.simulate.load.Loads;
import io.jitsioperator.simulate.policy.Rivals;
import io.jitsioperator.simulate.policy.Setting;
import java.util.List;
import java.util.stream.Stream;

/** Who takes part. */
final class Contestants {

  private Contestants() {}

  /** Every setting of every policy that is for that load, ours first. */
  static List<Setting> on(Loads load) {
    return Stream.concat(Ours.on(load).stream(), Rivals.all().stream()).toList();
  }

  /** Of each policy the setting of those who change nothing. */
  static List<Setting> usual(Loads load) {
    return on(load).stream().filter(Setting::usual).toList();
  }
}
