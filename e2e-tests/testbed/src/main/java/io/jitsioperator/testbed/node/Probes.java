package io.jitsioperator.testbed.node;

import io.fabric8.kubernetes.api.model.Container;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The probes of one run of a container: readiness and liveness wait for startup. */
final class Probes implements AutoCloseable {

  /** What the probes find out. */
  interface Listener {

    void started();

    void ready(boolean ready, String message);

    /** A startup or liveness probe has failed for good: the container must be killed. */
    void unhealthy(String message);
  }

  private final Container container;
  private final Prober prober;
  private final Listener listener;
  private final List<ProbeLoop> loops = new ArrayList<>();
  private boolean closed;
  private @Nullable ProbeLoop startup;

  Probes(Container container, InetAddress address, HttpClient http, Listener listener) {
    this.container = container;
    this.prober = new Prober(address, container, http);
    this.listener = listener;
  }

  synchronized void start() {
    if (container.getStartupProbe() == null) {
      running();
      return;
    }
    startup =
        new ProbeLoop(
            "startup probe",
            prober,
            container.getStartupProbe(),
            (good, message) -> {
              if (good) {
                running();
              } else {
                listener.unhealthy("Startup probe failed: " + message);
              }
            });
  }

  private synchronized void running() {
    if (closed) {
      return;
    }
    listener.started();
    if (container.getLivenessProbe() != null) {
      loops.add(new ProbeLoop("liveness probe", prober, container.getLivenessProbe(), this::live));
    }
    if (container.getReadinessProbe() == null) {
      listener.ready(true, "");
    } else {
      loops.add(
          new ProbeLoop("readiness probe", prober, container.getReadinessProbe(), listener::ready));
    }
    if (startup != null) {
      startup.close();
      startup = null;
    }
  }

  private void live(boolean good, String message) {
    if (!good) {
      listener.unhealthy("Liveness probe failed: " + message);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    loops.forEach(ProbeLoop::close);
    if (startup != null) {
      startup.close();
    }
  }
}
