package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The web front end: nginx with the Jitsi Meet application. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Web(
    @Default("2")
        @Min(1)
        @JsonPropertyDescription(
            """
            Number of web pods, at least 1. Default: 2, so that one may be restarted while the \
            other serves. The pods hold no calls, only the pages and the way to Prosody.""")
        int replicas,
    @Default("{}")
        @JsonPropertyDescription("The Service in front of the web pods, named <shard>-web.")
        WebService service,
    @JsonPropertyDescription(
            """
            If set, even to {}, the operator makes an Ingress for spec.domain that leads to web. \
            Default: absent, no Ingress; then you lead the domain to the Service yourself.""")
        @Nullable Ingress ingress,
    @JsonPropertyDescription(
            """
            If set, the operator makes an HTTPRoute (gateway.networking.k8s.io/v1) for spec.domain \
            that leads to web. TLS is the listener's: the Gateway that you name must have an HTTPS \
            listener with a certificate for spec.domain. While the cluster has no Gateway API, the \
            condition WebExposed says so and everything else works. Default: absent, no \
            HTTPRoute.""")
        @Nullable Gateway gateway,
    @Default("{}")
        @JsonPropertyDescription(
            """
            How the web application behaves. What is absent here is as the image has it; \
            customConfigMap and extraEnv reach all other settings. A change replaces the web pods \
            one by one.""")
        WebSettings settings,
    @Default(
            "{\"requests\":{\"cpu\":\"50m\",\"memory\":\"64Mi\"},\"limits\":{\"memory\":\"256Mi\"}}")
        @ValidationRule(value = Rules.REQUESTS, message = Rules.REQUESTS_MESSAGE)
        @JsonPropertyDescription(
            "Requests and limits of each web pod. Default: requests cpu 50m and memory 64Mi, limit memory 256Mi."
                + PodFieldTexts.RESOURCES)
        ResourceRequirements resources,
    @Size(max = 100)
        @ValidationRule(
            value =
                ReservedVariables.RULE_START + ReservedVariables.WEB + ReservedVariables.RULE_END,
            message = ReservedVariables.MESSAGE + ReservedVariables.WEB)
        @JsonPropertyDescription(
            "Environment variables of the web image, added to those of the operator; by name yours win. A change replaces the web pods one by one."
                + PodFieldTexts.EXTRA_ENV
                + ReservedVariables.WEB
                + ".")
        List<EnvVar> extraEnv,
    @JsonPropertyDescription(
            """
            A ConfigMap of your own whose keys custom-config.js and custom-interface_config.js are \
            appended to config.js and interface_config.js of the web application. Default: none.""")
        @Nullable ConfigMapRef customConfigMap,
    @Size(max = 32) @JsonPropertyDescription(PodFieldTexts.NODE_SELECTOR)
        Map<String, String> nodeSelector,
    @Size(max = 32) @JsonPropertyDescription(PodFieldTexts.TOLERATIONS)
        List<Toleration> tolerations,
    @JsonPropertyDescription(PodFieldTexts.AFFINITY) @Nullable Affinity affinity,
    @Size(max = 16) @JsonPropertyDescription(PodFieldTexts.SPREAD)
        List<TopologySpreadConstraint> topologySpreadConstraints,
    @Size(min = 1, max = 253)
        @Pattern(Rules.OBJECT_NAME)
        @JsonPropertyDescription(PodFieldTexts.PRIORITY)
        @Nullable String priorityClassName)
    implements PodFields {

  public Web {
    extraEnv = extraEnv == null ? List.of() : List.copyOf(extraEnv);
    nodeSelector = nodeSelector == null ? Map.of() : Map.copyOf(nodeSelector);
    tolerations = tolerations == null ? List.of() : List.copyOf(tolerations);
    topologySpreadConstraints =
        topologySpreadConstraints == null ? List.of() : List.copyOf(topologySpreadConstraints);
  }

  /** The Service in front of web. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record WebService(
      @Default("ClusterIP")
          @Pattern("^(ClusterIP|NodePort|LoadBalancer)$")
          @JsonPropertyDescription(
              """
              How the Service is reached: ClusterIP (the default; from inside the cluster, for \
              example by an Ingress), NodePort (a port on every node) or LoadBalancer (an address \
              of its own).""")
          String type,
      @Size(max = 64)
          @JsonPropertyDescription(
              "Annotations that the Service gets, for example those that your load balancer reads."
                  + " Default: none.")
          Map<String, String> annotations) {
    public WebService {
      annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    }
  }

  /** An Ingress for the shard's domain. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Ingress(
      @Size(min = 1, max = 253)
          @Pattern(Rules.OBJECT_NAME)
          @JsonPropertyDescription(
              "Name of the IngressClass that shall serve it. Default: the cluster's default class.")
          @Nullable String className,
      @Size(max = 64)
          @JsonPropertyDescription(
              """
              Annotations that the Ingress gets, for example those that your ingress controller or \
              cert-manager reads. Web needs WebSockets that stay open for hours: see your \
              controller's time-outs. Default: none.""")
          Map<String, String> annotations,
      @JsonPropertyDescription(
              "The certificate for spec.domain. Default: absent, the ingress controller's own"
                  + " certificate or none.")
          @Nullable Tls tls) {
    public Ingress {
      annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    }
  }

  /** The certificate of an Ingress. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Tls(
      @Required
          @Size(min = 1, max = 253)
          @Pattern(Rules.OBJECT_NAME)
          @JsonPropertyDescription(
              "Name of a Secret of type kubernetes.io/tls in the namespace of this shard, with the"
                  + " keys tls.crt and tls.key. cert-manager may make it.")
          String secretName) {}
}
