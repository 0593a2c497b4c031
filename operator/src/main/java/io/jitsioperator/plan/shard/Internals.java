package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.jitsioperator.plan.kube.Labels;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What every pod template has from us and nobody asked for. All of it may change with the
 * operator's version, none of it is in a {@link Revision}: it reaches a pod at its next birth, and
 * no pod is replaced for it. A test puts another version of this class in front of the program and
 * holds that.
 */
final class Internals {

  /** A slow node may need minutes to start an image; at that time the pod holds no call. */
  private static final int START_TRIES = 150;

  private static final int START_PERIOD_SECONDS = 2;
  private static final int READY_PERIOD_SECONDS = 5;
  private static final int PROBE_TIMEOUT_SECONDS = 5;

  /** So long the startup probe lets a container come up. */
  static final Duration START = Duration.ofSeconds((long) START_TRIES * START_PERIOD_SECONDS);

  private Internals() {}

  /**
   * To be raised with every change to what is made of web's pod template, here or in {@link Web}. A
   * Deployment rolls at any write of its template, and web's pods carry users' connections: so a
   * new operator leaves templates of another version as they are, until the user changes something.
   */
  static String webTemplate() {
    return "1";
  }

  /** Labels of a component's pods. */
  static Map<String, String> labels(Scope scope, Component component) {
    return Labels.all(scope.name(), component.word(), scope.spec().release());
  }

  /** Variables of every container, before its own, which win by name; none so far. */
  static List<EnvVar> variables() {
    return List.of();
  }

  /** Until it succeeds once, nothing else is asked of the container. */
  static Probe startup(Probe check) {
    return new ProbeBuilder(check)
        .withPeriodSeconds(START_PERIOD_SECONDS)
        .withFailureThreshold(START_TRIES)
        .withTimeoutSeconds(PROBE_TIMEOUT_SECONDS)
        .build();
  }

  static Probe readiness(Probe check) {
    return new ProbeBuilder(check)
        .withPeriodSeconds(READY_PERIOD_SECONDS)
        .withTimeoutSeconds(PROBE_TIMEOUT_SECONDS)
        .build();
  }
}
