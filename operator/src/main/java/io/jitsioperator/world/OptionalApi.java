package io.jitsioperator.world;

/** Kinds that a cluster may have or not: they come with software of others. */
public enum OptionalApi {
  /** Gateway API: a way to web through a Gateway. */
  HTTP_ROUTE("gateway.networking.k8s.io/v1", "HTTPRoute"),
  /** Prometheus Operator: what a Prometheus shall scrape. */
  POD_MONITOR("monitoring.coreos.com/v1", "PodMonitor");

  private final String apiVersion;
  private final String kind;

  OptionalApi(String apiVersion, String kind) {
    this.apiVersion = apiVersion;
    this.kind = kind;
  }

  /** Group and version. */
  public String apiVersion() {
    return apiVersion;
  }

  public String kind() {
    return kind;
  }
}
