package io.jitsioperator.plan.status;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Why a condition is as it is: the CamelCase word that the API shows, and what the reader can do
 * next.
 */
public enum Reason {
  // All is well.
  RUNNING(Concern.NONE, ""),
  ALL_READY(Concern.NONE, ""),
  COMPLETE(Concern.NONE, ""),
  BRIDGES_OPERATIONAL(Concern.NONE, ""),
  UP_TO_DATE(Concern.NONE, ""),
  KNOWN_RELEASE(Concern.NONE, ""),
  NODES_ALIVE(Concern.NONE, ""),
  NODES_SEEN(Concern.NONE, ""),
  NODES_FORBIDDEN(
      Concern.NONE,
      "To allow it, set rbac.nodes of the Helm chart to true, or apply install/rbac-nodes.yaml; it"
          + " takes effect within a minute."),
  EXPOSED(Concern.NONE, ""),
  CLAIMED(Concern.NONE, ""),
  POD_MONITOR_MADE(Concern.NONE, ""),
  SCALED_TO_ZERO(Concern.NONE, "Raise spec.web.replicas to serve users."),
  MAIN_LOGIN_UNSEEN(
      Concern.NONE,
      "Its login to the main Prosody cannot be seen, because avModeration and breakoutRooms are both"
          + " off: leave one of them on in spec.features to have it watched."),

  // It takes its time.
  STARTING(Concern.PASSING, "Nothing to do; if it lasts, see kubectl describe pod."),
  CONNECTING(
      Concern.PASSING,
      "Nothing to do: the pods have just started; what is missing a minute after that is reported."),
  RESTARTING(Concern.PASSING, "Nothing to do, it comes back by itself."),
  ROLLING_OUT(Concern.PASSING, "Nothing to do; users stay on the present pods until then."),
  SOME_PODS_MISSING(Concern.PASSING, "If it lasts, see kubectl describe pod."),
  GENERATING(Concern.PASSING, "Nothing to do; what reads it restarts when no conference runs."),
  NOT_SEEN_YET(Concern.PASSING, "Nothing to do, the answer comes with the next look."),
  WAITING_FOR_JICOFO(Concern.PASSING, "See condition JicofoReady."),

  ROUTE_NOT_ACCEPTED(
      Concern.PASSING,
      "If it lasts, no controller serves what spec.web.gateway.parentRefs names: check name,"
          + " namespace and sectionName."),
  // Who is attached to whom.
  ATTACHED(Concern.NONE, ""),
  ALL_GRANTED(Concern.NONE, ""),
  COPYING(Concern.PASSING, "Nothing to do."),
  PASSWORD_MISSING(
      Concern.PASSING,
      "The pool attaches when the shard has it: see condition CredentialsReady of the shard."),
  SERVING(Concern.NONE, ""),
  NOBODY_LEAVES(Concern.NONE, ""),
  ADDRESSED(Concern.NONE, ""),
  NOT_BLOCKED(Concern.NONE, ""),
  BRIDGES_STARTING(Concern.PASSING, "Nothing to do; if it lasts, see kubectl describe pod."),
  BRIDGES_MISSING(
      Concern.PASSING,
      "Those whose pods stay ready are replaced after a minute; kubectl logs says why they are away."
          + " One on a node that is not ready stays, as it may well serve: see kubectl get nodes."),
  BREWERY_UNSEEN(
      Concern.PASSING,
      "What serves goes on serving, and nothing is removed: see conditions BreweryReady and"
          + " JicofoReady of the shard."),
  DRAINING(
      Concern.NONE,
      "They end by themselves when nobody is on them. Of those that leave because of the size, as many"
          + " as you ask for with more replicas come back."),
  SIZED_BY_LOAD(Concern.NONE, ""),
  RECOMMENDING(Concern.NONE, "See status.recommended and status.decisions."),
  WITHIN_LIMITS(Concern.NONE, ""),
  METRICS_MISSING(Concern.PASSING, "Until they are, the size stays as it is: see condition Ready."),
  UNUSABLE_SCHEDULE(Concern.USER, "Correct it; until then the pool grows but does not shrink."),
  TOO_MANY_REPLICAS(Concern.USER, "Raise it if the nodes are there, or bridges may be overloaded."),
  REPLICAS_IGNORED(Concern.NONE, "Use minReplicas, maxReplicas or schedules, or remove it."),
  NO_NODE(
      Concern.USER,
      "Add a node, widen spec.media.ports so that a node takes more bridges, or ask for fewer"
          + " replicas."),
  SURGE_BLOCKED(
      Concern.USER,
      "Add a node, or widen spec.media.ports, so that a replacement finds a place before the old"
          + " bridge leaves."),
  PRIVATE_ONLY(
      Concern.USER,
      "Participants outside the cluster's network hear nothing: give the nodes external addresses,"
          + " or set spec.media.advertise to Addresses, Stun, or NodeInternalIP if that is meant."),
  NO_FREE_PORT(
      Concern.USER, "Add a node, or widen spec.media.ports; other pools may use the same."),
  PORT_TAKEN(
      Concern.USER,
      "The operator tries another port of spec.media.ports. To have this one used, remove it from"
          + " the Service that has it."),
  PORT_OUT_OF_RANGE(
      Concern.USER,
      "Set spec.media.ports to ports of that range, or widen it by the option"
          + " --service-node-port-range of the API server."),
  NO_PORT_LEFT(
      Concern.USER,
      "Widen spec.media.ports: each bridge needs a port of its own, and while some are replaced"
          + " there are more of them (spec.updates.maxSurge)."),
  ADDRESS_PENDING(
      Concern.PASSING, "Nothing to do: the bridge is made when your provider has given one."),
  NO_INGRESS_ADDRESS(
      Concern.USER,
      "See kubectl describe service of it: the cluster needs a controller for Services of type"
          + " LoadBalancer, and your provider may have no address left. Bridges that run stay."),
  NAME_UNRESOLVED(
      Concern.USER,
      "The operator asks its DNS again and again; if it lasts, ask your provider for that name."),
  ADDRESS_CHANGED(
      Concern.USER,
      "Have each replaced without ending a call: kubectl annotate pod <name>"
          + " jitsi-operator.io/drain=true"),
  POD_SECURITY(
      Concern.USER,
      "Bridges need ports of the node, which the namespace forbids. Allow it: kubectl label"
          + " namespace <namespace> --overwrite pod-security.kubernetes.io/enforce=privileged. Or set spec.media.exposure to NodePort or"
          + " LoadBalancer, which need none."),
  POOL_GOING(
      Concern.PASSING,
      "The pool is gone when nobody is on its bridges any more. To end their calls now, delete their"
          + " pods with --grace-period=0 --force."),
  POOL_WITHOUT_BRIDGES(Concern.PASSING, "See condition Ready of the BridgePool."),
  SHARD_ABSENT(
      Concern.USER, "Create it, or correct spec.shards; the pool then attaches by itself."),
  NAMESPACE_NOT_GRANTED(
      Concern.USER,
      "Ask who runs the shard to let the namespace in by spec.allowedNamespaces of the shard; the"
          + " pool then attaches by itself."),
  ATTACHMENT_DENIED(
      Concern.USER, "Let their namespaces in by spec.allowedNamespaces, or have them deleted."),
  LABELS_FORBIDDEN(
      Concern.USER,
      "Let the operator read namespaces: set rbac.namespaces of the Helm chart to true, or apply"
          + " install/rbac-namespaces.yaml. Until then what is attached stays, and nothing new"
          + " attaches."),
  NAMESPACE_NOT_WATCHED(
      Concern.USER,
      "Add it to watchNamespaces of the Helm chart (without Helm: to JITSI_OPERATOR_WATCH_NAMESPACES"
          + " of the operator, and apply install/one-namespace/rbac-namespace.yaml to it), or create"
          + " shard and pool in a namespace that is watched."),
  NOT_UNDERSTOOD(Concern.USER, "Update the operator to the version of the installed CRDs."),

  // It waits for calls to end.
  CONFIRMING_IDLE(
      Concern.PASSING,
      "Nothing to do: they restart once Jicofo, up for at least a minute, has said so for 5 s."),
  CONFERENCES_RUNNING(
      Concern.PASSING,
      "They restart by themselves when no conference runs; to end the calls now, set"
          + " spec.updates.policy to Immediately."),
  OUTSIDE_WINDOW(
      Concern.PASSING,
      "They restart by themselves when the window of spec.updates is open and no conference runs; to"
          + " have it done now, set spec.updates.policy to Immediately."),
  BRIDGES_FIRST(
      Concern.PASSING,
      "They restart when bridges of the new release serve and no conference runs: see condition"
          + " Ready of those BridgePools. To restart now, set spec.updates.policy to Immediately."),
  NODE_DRAIN(
      Concern.PASSING,
      "They leave the node by themselves when no conference runs; to end the calls now, delete the"
          + " pods."),
  CONFERENCES_UNKNOWN(
      Concern.PASSING,
      "Nothing is restarted before it is known: see condition JicofoReady, or set"
          + " spec.updates.policy to Immediately to accept that calls end."),
  NODE_NOT_READY(
      Concern.PASSING,
      "If it is certain that the node is off, taint it node.kubernetes.io/out-of-service, or delete"
          + " the Node: then its pods are made anew elsewhere at once."),
  NODE_DEAD(Concern.PASSING, "Nothing to do, they come back by themselves."),
  PAUSED(Concern.PASSING, "Set spec.paused to false to let the operator act."),

  // The user has to act.
  INVALID_WINDOW(
      Concern.USER,
      "Correct spec.updates.window or remove it; until then no change restarts what runs."),
  NODE_LOST_PORTS_ANSWER(
      Concern.USER,
      "Repair the node or its network. If the node is certainly off, taint it"
          + " node.kubernetes.io/out-of-service, or delete the Node."),
  MISSING_SECRET(Concern.USER, "Create it with that name in this namespace."),
  MISSING_KEY(Concern.USER, "Add what is missing to the Secret."),
  UNUSABLE_VALUE(
      Concern.USER, "Choose another value: the images' scripts and templates do not quote it."),
  NAME_TAKEN(Concern.USER, ""),
  MISSING_CONFIG_MAP(Concern.USER, "Create it in this namespace, or stop referring to it."),
  MISSING_CONFIG_MAP_KEY(Concern.USER, "Add the key, or stop referring to it."),
  REFUSED(Concern.USER, "The operator tries again."),
  UNKNOWN_RELEASE(
      Concern.USER, "It is used all the same: watch the other conditions, or choose a known one."),
  NO_POOL(
      Concern.USER,
      "Jicofo has no bridge: no BridgePool serves this shard; create one that names it in"
          + " spec.shards."),

  HOST_TAKEN(
      Concern.USER,
      "Nothing is deleted, but nobody can tell which shard people reach: give one of them another"
          + " spec.domain, ingress class or Gateway."),
  GATEWAY_API_ABSENT(
      Concern.USER,
      "Install the CRDs of the Gateway API (1.0 or later) and a controller for it, then the route"
          + " follows by itself; or remove spec.web.gateway."),
  POD_MONITOR_API_ABSENT(
      Concern.USER,
      "Install the CRDs of the Prometheus Operator, then the PodMonitor follows by itself; or remove"
          + " spec.monitoring. A Prometheus that finds the pods by other means may scrape them"
          + " already."),
  API_FORBIDDEN(
      Concern.USER,
      "Upgrade the Helm release to the chart of this version of the operator, with rbac.create, or"
          + " apply the files in install/ of this version; it asks again by itself."),
  ROUTE_REFUSED(
      Concern.USER,
      "Mend what the Gateway complains of: its listener must allow routes from this namespace and"
          + " spec.domain as a host name."),

  CLAIM_DIFFERS(
      Concern.USER,
      "Kubernetes never changes a claim template, so nothing is changed: set spec.prosody.storage"
          + " back; or resize the claim yourself and then delete the StatefulSet with"
          + " --cascade=orphan, and the operator makes it anew around the running pod."),

  CLAIM_UNBOUND(
      Concern.USER,
      "See kubectl describe pvc. Create what it asks for, such as its storage class; or set"
          + " spec.prosody.storage.className to a class that exists, and then delete the StatefulSet"
          + " of Prosody and the claim, on which nothing is yet: both are made anew."),

  // Something is broken.
  BRIDGES_UNKNOWN_TO_JICOFO(
      Concern.USER,
      "See kubectl logs of those pods and of Jicofo, and that NetworkPolicies let bridges reach the"
          + " brewery. What its pool misses, too, is replaced after a minute."),
  STRANGE_BRIDGES(
      Concern.USER,
      "Find out who runs them: conferences use them, and no pool looks after them. If they are of a"
          + " pod that was just deleted by force, they vanish by themselves."),
  IMAGE_NOT_PULLED(
      Concern.USER, "Check spec.release, spec.images.repository, spec.images.pullSecrets."),
  CRASHING(
      Concern.USER, "See kubectl logs --previous of the pod; check extraEnv and custom files."),
  CONTAINER_NOT_CREATED(Concern.USER, "Create what the message names, or stop referring to it."),
  UNSCHEDULABLE(
      Concern.USER, "Add a node that fits, or change resources and scheduling of the component."),
  NO_POD(Concern.USER, "See kubectl describe of its controller for what refuses the pod."),
  ROLLOUT_STUCK(Concern.USER, "See kubectl describe pod of the newest web pod."),
  BREWERY_UNREACHABLE(
      Concern.USER, "See condition BreweryReady, and that NetworkPolicies let the operator in."),
  BREWERY_LOGIN_REFUSED(
      Concern.USER,
      "The brewery Prosody runs with another OPERATOR_XMPP_PASSWORD: it restarts when no"
          + " conference runs."),
  BREWERY_LOGIN_MISSING(
      Concern.USER,
      "Jicofo is not logged in to the brewery Prosody, so it can see no bridge: see kubectl logs of"
          + " Jicofo."),
  MAIN_LOGIN_MISSING(
      Concern.USER,
      "Jicofo is not logged in to Prosody, so no conference can begin: see kubectl logs of Jicofo."),
  NOT_ANSWERING(
      Concern.USER, "See kubectl logs of Jicofo, and that NetworkPolicies let the operator in."),
  NO_OPERATIONAL_BRIDGE(Concern.USER, "See the status of the BridgePools that serve the shard."),
  JICOFO_UNHEALTHY(Concern.USER, "See kubectl logs of Jicofo.");

  private final Concern concern;
  private final String nextStep;
  private final String word;

  Reason(Concern concern, String nextStep) {
    this.concern = concern;
    this.nextStep = nextStep;
    this.word =
        Arrays.stream(name().split("_", -1))
            .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
            .collect(Collectors.joining());
  }

  public Concern concern() {
    return concern;
  }

  /** A sentence, or nothing. */
  public String nextStep() {
    return nextStep;
  }

  /** As it stands in the API: {@code MISSING_KEY} is {@code MissingKey}. */
  public String word() {
    return word;
  }
}
