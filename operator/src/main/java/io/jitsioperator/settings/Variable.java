package io.jitsioperator.settings;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The variables that the operator reads, with their defaults. */
public enum Variable {
  /** Namespaces to watch, separated by commas; empty means all. */
  WATCH_NAMESPACES("JITSI_OPERATOR_WATCH_NAMESPACES", ""),
  /** DNS domain of the cluster. */
  CLUSTER_DOMAIN("JITSI_OPERATOR_CLUSTER_DOMAIN", "cluster.local"),
  /** Labels of the operator's own pods, {@code key=value} separated by commas. */
  POD_LABELS("JITSI_OPERATOR_POD_LABELS", "app.kubernetes.io/name=jitsi-operator"),
  /** Whether only the holder of the Lease reconciles. */
  LEADER_ELECTION("JITSI_OPERATOR_LEADER_ELECTION", "true"),
  /** Port of /metrics, /livez and /readyz. */
  HTTP_PORT("JITSI_OPERATOR_HTTP_PORT", "8080"),
  /** Between two looks at Jitsi's own reports. */
  POLL_INTERVAL("JITSI_OPERATOR_POLL_INTERVAL", "5s"),
  /** After which a resource is planned again even if nothing happened. */
  RESYNC_INTERVAL("JITSI_OPERATOR_RESYNC_INTERVAL", "5m"),
  /** {@code json} or {@code text}; read before anything is logged. */
  LOG_FORMAT("JITSI_OPERATOR_LOG_FORMAT", "json"),
  /** Namespace of the operator itself, from the downward API. */
  POD_NAMESPACE("POD_NAMESPACE", null),
  /** Name of the operator's pod, from the downward API; the host name stands in. */
  POD_NAME("POD_NAME", null);

  static final String PREFIX = "JITSI_OPERATOR_";

  private final String variable;
  private final Optional<String> fallback;

  Variable(String variable, @Nullable String fallback) {
    this.variable = variable;
    this.fallback = Optional.ofNullable(fallback);
  }

  /** Name in the environment. */
  public String variable() {
    return variable;
  }

  /** Value that an absent or blank variable stands for, if it has one. */
  public Optional<String> fallback() {
    return fallback;
  }

  static boolean isKnown(String name) {
    return Arrays.stream(values()).anyMatch(v -> v.variable.equals(name));
  }
}
