package io.jitsioperator.testbed.node;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The variables that a kubelet gives to every pod for every Service of its namespace unless {@code
 * enableServiceLinks} is false. They have broken Jitsi before: a Service named {@code jvb} sets
 * {@code JVB_PORT} to {@code tcp://…}.
 */
final class ServiceLinks {

  private ServiceLinks() {}

  static Map<String, String> of(List<Service> services) {
    Map<String, String> env = new LinkedHashMap<>();
    for (Service service : services) {
      String ip = service.getSpec().getClusterIP();
      if (ip != null && !ip.isEmpty() && !ip.equals("None")) {
        add(env, service, ip);
      }
    }
    return env;
  }

  private static void add(Map<String, String> env, Service service, String ip) {
    String prefix = upper(service.getMetadata().getName());
    List<ServicePort> ports = service.getSpec().getPorts();
    env.put(prefix + "_SERVICE_HOST", ip);
    env.put(prefix + "_SERVICE_PORT", ports.getFirst().getPort().toString());
    for (ServicePort port : ports) {
      String protocol = Objects.requireNonNullElse(port.getProtocol(), "TCP");
      String url = protocol.toLowerCase(Locale.ROOT) + "://" + ip + ":" + port.getPort();
      String each = prefix + "_PORT_" + port.getPort() + "_" + protocol;
      if (port.getName() != null) {
        env.put(prefix + "_SERVICE_PORT_" + upper(port.getName()), port.getPort().toString());
      }
      env.putIfAbsent(prefix + "_PORT", url);
      env.put(each, url);
      env.put(each + "_PROTO", protocol.toLowerCase(Locale.ROOT));
      env.put(each + "_PORT", port.getPort().toString());
      env.put(each + "_ADDR", ip);
    }
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
