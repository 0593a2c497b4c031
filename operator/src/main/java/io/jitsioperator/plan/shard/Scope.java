package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.jitsioperator.api.v1alpha1.JitsiShardSpec;
import io.jitsioperator.plan.kube.Labels;
import io.jitsioperator.plan.kube.Ownership;
import io.jitsioperator.plan.status.Freshness;
import io.jitsioperator.settings.Settings;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.ShardWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What every component needs to know to plan its part of one shard. */
record Scope(ShardWorld world, Settings settings) {

  JitsiShardSpec spec() {
    return world.shard().getSpec();
  }

  String name() {
    return world.shard().getMetadata().getName();
  }

  String namespace() {
    return world.shard().getMetadata().getNamespace();
  }

  String uid() {
    return world.shard().getMetadata().getUid();
  }

  Instant now() {
    return world.now();
  }

  /** Nothing may be changed: the user said so, or the shard is going and its parts with it. */
  boolean isFrozen() {
    return spec().paused() || world.shard().getMetadata().getDeletionTimestamp() != null;
  }

  /** Whether an answer of that time still tells of the present. */
  boolean isFresh(Instant at) {
    return Freshness.isFresh(at, now(), settings);
  }

  String nameOf(Component component) {
    return name() + "-" + component.word();
  }

  /** The one pod of a StatefulSet of one. */
  String podOf(Component component) {
    return podOf(name(), component);
  }

  static String podOf(String shard, Component component) {
    return shard + "-" + component.word() + "-0";
  }

  /**
   * Full DNS name of a component's Service: nginx in web resolves names at request time and knows
   * no search domains (Jitsi contracts: jitsi/docker-jitsi-meet
   * web/rootfs/defaults/meet.conf@738058b4).
   */
  String hostOf(Component component) {
    return nameOf(component) + "." + namespace() + ".svc." + settings.clusterDomain();
  }

  /**
   * The name by which clients tell shards apart: they reload the application when it changes
   * (jitsi/lib-jitsi-meet modules/xmpp/XmppConnection.ts@01daa07c). A dot, which neither part can
   * contain, keeps {@code a/b-c} and {@code a-b/c} apart.
   */
  String publicName() {
    return name() + "." + namespace();
  }

  Map<String, String> selectorOf(Component component) {
    return Labels.selector(name(), component.word());
  }

  /** Metadata of an object that belongs to one component. */
  ObjectMeta meta(Component component) {
    return meta(nameOf(component), component.word());
  }

  /** Metadata of an object of this shard: labels, and the owner by which it is collected. */
  ObjectMeta meta(String name, String component) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(namespace())
        .withLabels(Labels.all(name(), component, spec().release()))
        .withOwnerReferences(Ownership.by(world.shard()))
        .build();
  }

  ObjectRef ref(String apiVersion, String kind, String name) {
    return new ObjectRef(apiVersion, kind, namespace(), name);
  }

  Duration since(Instant then) {
    return Duration.between(then, now());
  }
}
