package io.jitsioperator.reconcile;

import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.plan.kube.PodMonitor;
import java.util.ArrayList;
import java.util.List;

/** Every kind of which there is a cache: the client has to know it before the first event. */
public final class WatchedKinds {

  private WatchedKinds() {}

  /** In no order. */
  public static List<Class<? extends KubernetesResource>> all() {
    var kinds = new ArrayList<Class<? extends KubernetesResource>>(Children.OWNED);
    kinds.addAll(
        List.of(
            Pod.class,
            JitsiShard.class,
            BridgePool.class,
            Namespace.class,
            Node.class,
            HTTPRoute.class,
            PodMonitor.class));
    return kinds;
  }
}
