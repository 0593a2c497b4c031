package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How participants' media reach a bridge. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(value = Rules.ADDRESSES, message = Rules.ADDRESSES_MESSAGE)
@ValidationRule(value = Rules.ADVERTISE, message = Rules.ADVERTISE_MESSAGE)
public record Media(
    @Default("HostPort")
        @Pattern("^(HostPort|HostNetwork|NodePort|LoadBalancer)$")
        @JsonPropertyDescription(
            """
            HostPort (the default): a UDP port of the node leads to the bridge. HostNetwork: the \
            bridge uses the network of its node; its REST API, which asks for no password, is then \
            open to whoever reaches that address of the node. Both need a namespace whose Pod \
            Security level is privileged. NodePort: a Service of its own leads one port of every \
            node to the bridge; set ports to some of the cluster's range for such ports, by \
            Kubernetes' default 30000 to 32767. LoadBalancer: a Service of its own gets an address \
            from your provider, and the bridge is made when it is there.""")
        String exposure,
    @Default("{}")
        @JsonPropertyDescription(
            """
            UDP ports of the bridges. With HostPort and HostNetwork a node takes as many bridges \
            as there are ports. With NodePort, and with advertise: Addresses, each bridge of the \
            pool needs a port of its own, also those that replace others.""")
        Ports ports,
    @Pattern("^(NodeExternalIP|NodeInternalIP|Addresses|ServiceIngress|Stun)$")
        @JsonPropertyDescription(
            """
            Which address a bridge tells participants. NodeExternalIP: that of its node; a node \
            without one makes it the internal address, and condition MediaAddressed says so. NodeInternalIP: for participants in the same network. Addresses: the fixed \
            ones in addresses. ServiceIngress: that of its Service; only with exposure: \
            LoadBalancer, which takes nothing else but Addresses. Stun: the bridge asks a STUN server, which by the image's default is \
            one of jitsi.net (set JVB_STUN_SERVERS in extraEnv). Default: ServiceIngress with exposure: \
            LoadBalancer, otherwise NodeExternalIP.""")
        @Nullable String advertise,
    @Size(max = 8)
        @JsonPropertyDescription(
            """
            IPv4 or IPv6 addresses under which every bridge of this pool is reached at its port; \
            only with advertise: Addresses. Default: none.""")
        List<@Pattern(Rules.ADDRESS) String> addresses) {

  public static final String HOST_PORT = "HostPort";
  public static final String HOST_NETWORK = "HostNetwork";
  public static final String NODE_PORT = "NodePort";
  public static final String LOAD_BALANCER = "LoadBalancer";
  public static final String NODE_EXTERNAL_IP = "NodeExternalIP";
  public static final String NODE_INTERNAL_IP = "NodeInternalIP";
  public static final String ADDRESSES = "Addresses";
  public static final String SERVICE_INGRESS = "ServiceIngress";
  public static final String STUN = "Stun";

  public Media {
    addresses = addresses == null ? List.of() : List.copyOf(addresses);
  }

  /** The same with advertise, whose default follows from exposure: no schema can say that. */
  public Media complete() {
    return advertise != null
        ? this
        : new Media(
            exposure,
            ports,
            LOAD_BALANCER.equals(exposure) ? SERVICE_INGRESS : NODE_EXTERNAL_IP,
            addresses);
  }

  /** A range of UDP ports, both ends included. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @ValidationRule(value = Rules.PORTS, message = Rules.PORTS_MESSAGE)
  public record Ports(
      @Default("10000")
          @Min(1024)
          @Max(65535)
          @JsonPropertyDescription("First port, 1024 to 65535. Default: 10000.")
          int from,
      @Min(1024)
          @Max(65535)
          @JsonPropertyDescription(
              "Last port, from up to 65535; at most 64 ports in all. Default: the first one, so that"
                  + " a node takes one bridge.")
          @Nullable Integer to) {

    /** The last port. */
    public int last() {
      return to == null ? from : to;
    }
  }
}
