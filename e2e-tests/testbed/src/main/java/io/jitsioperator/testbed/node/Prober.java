package io.jitsioperator.testbed.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One attempt of a probe, from the node: no NetworkPolicy applies, as the API defines it.
 *
 * @param address of the pod
 * @param container whose port names are meant
 * @param http for all probes of the testbed
 */
record Prober(InetAddress address, Container container, HttpClient http) {

  /** Empty if it succeeds, else what a kubelet would write into the Unhealthy event. */
  Optional<String> attempt(Probe probe) throws InterruptedException {
    Duration timeout = Duration.ofSeconds(Objects.requireNonNullElse(probe.getTimeoutSeconds(), 1));
    try {
      if (probe.getTcpSocket() != null) {
        connect(port(probe.getTcpSocket().getPort()), timeout);
        return Optional.empty();
      }
      if (probe.getHttpGet() != null) {
        return get(probe.getHttpGet(), timeout);
      }
      return Optional.of("only tcpSocket and httpGet probes are simulated; write one of them");
    } catch (IOException e) {
      return Optional.of(Objects.requireNonNullElse(e.getMessage(), e.toString()));
    }
  }

  private void connect(int port, Duration timeout) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), Math.toIntExact(timeout.toMillis()));
    }
  }

  private Optional<String> get(HTTPGetAction action, Duration timeout)
      throws IOException, InterruptedException {
    String scheme = Objects.requireNonNullElse(action.getScheme(), "HTTP");
    if (!scheme.equals("HTTP")) {
      return Optional.of("httpGet probes over " + scheme + " are not simulated");
    }
    String host = Objects.requireNonNullElse(action.getHost(), "");
    String path = Objects.requireNonNullElse(action.getPath(), "/");
    URI uri =
        URI.create(
            scheme.toLowerCase(Locale.ROOT)
                + "://"
                + (host.isEmpty() ? address.getHostAddress() : host)
                + ":"
                + port(action.getPort())
                + (path.startsWith("/") ? path : "/" + path));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(timeout).header("User-Agent", "kube-probe/testbed");
    action.getHttpHeaders().forEach(each -> request.header(each.getName(), each.getValue()));
    int code = http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    return code >= 200 && code < 400
        ? Optional.empty()
        : Optional.of("HTTP probe failed with statuscode: " + code);
  }

  private int port(IntOrString port) throws IOException {
    if (port.getStrVal() == null) {
      return port.getIntVal();
    }
    return container.getPorts().stream()
        .filter(each -> port.getStrVal().equals(each.getName()))
        .map(ContainerPort::getContainerPort)
        .findFirst()
        .orElseThrow(() -> new IOException("couldn't find port: " + port.getStrVal()));
  }
}
