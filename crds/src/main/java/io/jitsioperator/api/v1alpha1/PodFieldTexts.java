package io.jitsioperator.api.v1alpha1;

/** Descriptions of the fields that are the same for the pods of every component. */
final class PodFieldTexts {

  static final String RESOURCES =
      " In Kubernetes quantities: cpu in cores (100m is a tenth), memory in bytes (Mi, Gi). If you"
          + " set resources, none of the default's entries is kept, so name requests and limits.";

  static final String EXTRA_ENV =
      " Each name may stand there once. Default: none. Not allowed, because the operator wires the"
          + " shard with them: ";

  static final String NODE_SELECTOR =
      "Labels that a node must have to run these pods. Default: none, any node will do.";

  static final String TOLERATIONS =
      "Taints that these pods bear, in addition to those that the operator always tolerates so that"
          + " a node in trouble does not end conferences. Default: none.";

  static final String AFFINITY =
      "Rules by which the scheduler prefers or demands nodes for these pods. Default: none.";

  static final String SPREAD =
      "How these pods are spread over nodes or zones. A constraint without labelSelector counts no"
          + " pods and so spreads nothing. Default: none.";

  static final String PRIORITY =
      "Name of a PriorityClass. Give the shard one that is higher than batch work: a pod that is"
          + " preempted ends its conferences. Default: the cluster's default priority.";

  private PodFieldTexts() {}
}
