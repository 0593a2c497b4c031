package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.intent.Watch;
import io.jitsioperator.intent.Watch.Login;
import io.jitsioperator.intent.Watch.Target;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.plan.kube.Tcp;
import io.jitsioperator.plan.shard.Credentials.Key;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whom to ask, by pod address: a Service could lead to another pod than the one that is judged. A
 * pod that is terminating is asked as long as it has an address; its process may still run.
 */
final class Watching {

  private Watching() {}

  static Watch plan(Scope scope, Credentials credentials) {
    var jicofo = target(scope, Component.JICOFO, Jicofo.REST);
    var brewery = target(scope, Component.BREWERY, Brewery.XMPP);
    // The port that NetworkPolicies open to the operator; the process is the one of port 5222.
    var prosody = target(scope, Component.PROSODY, Prosody.HTTP);
    var ports = Stream.of(prosody, brewery, jicofo).flatMap(Optional::stream).toList();
    return new Watch(jicofo, ports, brewery.flatMap(target -> login(target, credentials)));
  }

  /** Nothing to ask. */
  static boolean isIdle(Watch watch) {
    return watch.equals(new Watch(Optional.empty(), List.of(), Optional.empty()));
  }

  private static Optional<Target> target(Scope scope, Component component, Tcp port) {
    return scope
        .world()
        .owned()
        .find(Pod.class, scope.podOf(component))
        .flatMap(
            pod ->
                Pods.address(pod)
                    .map(
                        address ->
                            new Target(
                                pod.getMetadata().getName(),
                                pod.getMetadata().getUid(),
                                address,
                                port.number())));
  }

  private static Optional<Login> login(Target target, Credentials credentials) {
    return Optional.ofNullable(credentials.values().get(Key.OPERATOR_XMPP_PASSWORD))
        .map(
            password ->
                new Login(
                    target,
                    XmppDomains.BREWERY_AUTH,
                    XmppDomains.OPERATOR,
                    password,
                    XmppDomains.BRIDGES + "@" + XmppDomains.BREWERY_MUC));
  }
}
