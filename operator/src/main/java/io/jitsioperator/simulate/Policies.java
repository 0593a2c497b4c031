package io.jitsioperator.simulate;

import io.jitsioperator.plan.sizing.Rules;
import io.jitsioperator.simulate.policy.HorizontalPodAutoscaler;
import io.jitsioperator.simulate.policy.HorizontalPodAutoscaler.Metric;
import io.jitsioperator.simulate.policy.Limits;
import io.jitsioperator.simulate.policy.OperatorPolicy;
import io.jitsioperator.simulate.policy.Policy;
import io.jitsioperator.simulate.policy.Rivals;
import io.jitsioperator.simulate.policy.Setting;
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
    all.put("operator", Policies::ours);
    all.put("fixed", terms -> new Fixed(terms.max()));
    Rivals.all().stream()
        .filter(rival -> rival.usual() && !rival.policy().equals("fixed-peak"))
        .forEach(rival -> all.put(rival.policy(), terms -> rival(rival, terms)));
    return new Policies(all);
  }

  private static Policy ours(Terms terms) {
    var rules = Rules.of(terms.autoscaling());
    return new OperatorPolicy("operator", rules.within(terms.min(), terms.max(), terms.target()));
  }

  private static Policy rival(Setting usual, Terms terms) {
    var limits = new Limits(terms.min(), terms.max());
    var target = terms.target();
    if (target.isPresent() && usual.policy().startsWith("hpa-")) {
      var metric = usual.policy().equals("hpa-cpu") ? Metric.CPU : Metric.STRESS;
      return new HorizontalPodAutoscaler(
          HorizontalPodAutoscaler.Settings.of(metric, target.getAsDouble(), limits));
    }
    return usual.on(new Setting.Ground(limits, terms.max()));
  }
}
