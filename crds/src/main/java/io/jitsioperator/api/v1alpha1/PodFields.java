package io.jitsioperator.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a user may say of the pods of any component. */
public interface PodFields {

  /** Requests and limits of the main container. */
  ResourceRequirements resources();

  /** Variables that win over the operator's by name. */
  List<EnvVar> extraEnv();

  /** A ConfigMap whose files are mounted at {@code /config}. */
  @Nullable ConfigMapRef customConfigMap();

  Map<String, String> nodeSelector();

  List<Toleration> tolerations();

  @Nullable Affinity affinity();

  List<TopologySpreadConstraint> topologySpreadConstraints();

  @Nullable String priorityClassName();
}
