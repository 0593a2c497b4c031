{{/* What the operator may do, in one namespace or in all. Every verb is one that its code uses; a test runs it with these rights. */}}
{{- define "jitsi-operator.rules" }}
  # The resources that users write. Their spec is never written by the operator; of a pool it writes the finalizer, by which a pool
  # that is deleted stays until nobody is on its bridges.
  - apiGroups: [jitsi-operator.io]
    resources: [jitsishards]
    verbs: [get, list, watch]
  - apiGroups: [jitsi-operator.io]
    resources: [bridgepools]
    verbs: [get, list, watch, patch]
  - apiGroups: [jitsi-operator.io]
    resources: [jitsishards/status, bridgepools/status]
    verbs: [patch]
  # What it makes names its shard or pool as the owner that must outlive it; some clusters (OpenShift) let only those say so who may
  # update the owner's finalizers. The operator never does.
  - apiGroups: [jitsi-operator.io]
    resources: [jitsishards/finalizers, bridgepools/finalizers]
    verbs: [update]
  # What it makes for them. A server-side apply needs patch, and create where there is nothing yet; get is the look before it
  # touches something that its caches do not show.
  - apiGroups: [""]
    resources: [services]
    verbs: [get, list, watch, create, patch, delete]
  - apiGroups: [apps]
    resources: [statefulsets, deployments]
    verbs: [get, list, watch, create, patch, delete]
  - apiGroups: [networking.k8s.io]
    resources: [ingresses, networkpolicies]
    verbs: [get, list, watch, create, patch, delete]
  # Only where the cluster has the Gateway API.
  - apiGroups: [gateway.networking.k8s.io]
    resources: [httproutes]
    verbs: [get, list, watch, create, patch, delete]
  # Only where the cluster has the Prometheus Operator's kinds.
  - apiGroups: [monitoring.coreos.com]
    resources: [podmonitors]
    verbs: [get, list, watch, create, patch, delete]
  - apiGroups: [policy]
    resources: [poddisruptionbudgets]
    verbs: [get, list, watch, create, patch, delete]
  # The generated passwords: created, completed, never removed. The copy in the namespace of a pool: removed when the shard no
  # longer lets that namespace in. A user's own Secret is read by its name.
  - apiGroups: [""]
    resources: [secrets]
    verbs: [get, list, watch, create, patch, delete]
  # What a spec refers to, read by its name.
  - apiGroups: [""]
    resources: [configmaps]
    verbs: [get]
  # A restart is the deletion of a pod. Bridges are pods that it makes itself, and it writes onto them what it intends with them.
  - apiGroups: [""]
    resources: [pods]
    verbs: [list, watch, create, patch, delete]
  - apiGroups: [events.k8s.io]
    resources: [events]
    verbs: [create, patch]
{{- end -}}
