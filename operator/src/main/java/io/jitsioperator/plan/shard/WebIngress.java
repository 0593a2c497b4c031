package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLSBuilder;
import io.jitsioperator.api.v1alpha1.Web.Tls;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Ingress of web, if the user asks for one: everything below the shard's domain. */
final class WebIngress {

  private WebIngress() {}

  static Optional<Ingress> plan(Scope scope) {
    return Optional.ofNullable(scope.spec().web().ingress()).map(wanted -> ingress(scope, wanted));
  }

  private static Ingress ingress(Scope scope, io.jitsioperator.api.v1alpha1.Web.Ingress wanted) {
    var meta = scope.meta(Component.WEB);
    meta.setAnnotations(wanted.annotations());
    return new IngressBuilder()
        .withMetadata(meta)
        .withNewSpec()
        .withIngressClassName(wanted.className())
        .withTls(tls(scope, wanted.tls()))
        .addNewRule()
        .withHost(scope.spec().domain())
        .withNewHttp()
        .addNewPath()
        .withPath("/")
        .withPathType("Prefix")
        .withNewBackend()
        .withNewService()
        .withName(scope.nameOf(Component.WEB))
        .withNewPort()
        .withNumber(Web.SERVICE_PORT)
        .endPort()
        .endService()
        .endBackend()
        .endPath()
        .endHttp()
        .endRule()
        .endSpec()
        .build();
  }

  private static List<IngressTLS> tls(Scope scope, @Nullable Tls tls) {
    return tls == null
        ? List.of()
        : List.of(
            new IngressTLSBuilder()
                .withHosts(scope.spec().domain())
                .withSecretName(tls.secretName())
                .build());
  }
}
