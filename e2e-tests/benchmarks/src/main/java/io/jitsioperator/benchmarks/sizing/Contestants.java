package io.jitsioperator.benchmarks.sizing;

import io.jitsioperator.simulate.policy.Rivals;
import io.jitsioperator.simulate.policy.Setting;
import java.util.List;

/** Who takes part. */
final class Contestants {

  private Contestants() {}

  /** Every setting of every policy. */
  static List<Setting> all() {
    return Rivals.all();
  }

  /** Of each policy the setting of those who change nothing. */
  static List<Setting> usual() {
    return all().stream().filter(Setting::usual).toList();
  }
}
