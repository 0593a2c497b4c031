package io.jitsioperator.simulate;

import io.jitsioperator.simulate.policy.Policy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The policies that a run can be asked for.
 *
 * @param byName what makes one anew, with an empty memory; in the order of tables
 */
public record Policies(Map<String, Function<Terms, Policy>> byName) {

  /** All there are. */
  public static Policies known() {
    var all = new LinkedHashMap<String, Function<Terms, Policy>>();
    all.put("fixed", terms -> new Fixed(terms.max()));
    return new Policies(all);
  }
}
