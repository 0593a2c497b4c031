package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.jitsioperator.plan.kube.Labels;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stands in for a later version of the class of this name: a label, a variable, other probes. */
final class Internals {

  static final Duration START = Duration.ofSeconds(277);

  private Internals() {}

  static String webTemplate() {
    return "later";
  }

  static Map<String, String> labels(Scope scope, Component component) {
    var labels = new HashMap<>(Labels.all(scope.name(), component.word(), scope.spec().release()));
    labels.put("example.com/planted", "later");
    return labels;
  }

  static List<EnvVar> variables() {
    return List.of(new EnvVarBuilder().withName("PLANTED").withValue("later").build());
  }

  static Probe startup(Probe check) {
    return new ProbeBuilder(check).withPeriodSeconds(1).withFailureThreshold(277).build();
  }

  static Probe readiness(Probe check) {
    return new ProbeBuilder(check).withPeriodSeconds(4).build();
  }
}
