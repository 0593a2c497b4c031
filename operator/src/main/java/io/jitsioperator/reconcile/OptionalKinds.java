package io.jitsioperator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.cluster.ApiProbe;
import io.jitsioperator.plan.kube.PodMonitor;
import io.jitsioperator.world.ApiState;
import io.jitsioperator.world.OptionalApi;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kinds that a cluster may have or not. A cache of a kind that is not there would end the
 * program, so each is only watched once the API server has it; that may be long after our start.
 */
final class OptionalKinds {

  private static final Logger LOG = LoggerFactory.getLogger(OptionalKinds.class);

  /** An API may come and go while we run; each question costs two small requests. */
  private static final Duration ASK_AGAIN = Duration.ofSeconds(30);

  private static final Map<OptionalApi, Class<? extends HasMetadata>> TYPES =
      Map.of(OptionalApi.HTTP_ROUTE, HTTPRoute.class, OptionalApi.POD_MONITOR, PodMonitor.class);

  private record Answer(ApiState state, Instant at) {}

  private final ApiProbe probe;
  private final InstantSource clock;
  private final Map<OptionalApi, Answer> answers = new EnumMap<>(OptionalApi.class);
  private final Set<OptionalApi> watched = EnumSet.noneOf(OptionalApi.class);

  OptionalKinds(ApiProbe probe, InstantSource clock) {
    this.probe = probe;
    this.clock = clock;
  }

  /**
   * What the cluster has, asked anew where that is due, and from then on watched.
   *
   * @param wanted kinds that the shard of this pass needs
   */
  synchronized Map<OptionalApi, ApiState> look(
      Context<JitsiShard> context, Set<OptionalApi> wanted) {
    var states = new EnumMap<OptionalApi, ApiState>(OptionalApi.class);
    for (var api : OptionalApi.values()) {
      if (isDue(api, wanted.contains(api))) {
        answers.put(api, new Answer(ask(api, context), clock.instant()));
      }
      states.put(api, Objects.requireNonNull(answers.get(api)).state());
    }
    return states;
  }

  /** The objects of these kinds that name the shard of this pass as their owner. */
  synchronized List<HasMetadata> children(Context<JitsiShard> context) {
    var children = new ArrayList<HasMetadata>();
    watched.forEach(
        api ->
            children.addAll(context.getSecondaryResources(Objects.requireNonNull(TYPES.get(api)))));
    return children;
  }

  private boolean isDue(OptionalApi api, boolean wanted) {
    var answer = answers.get(api);
    if (answer == null) {
      return true;
    }
    // Objects of an earlier life may lie behind an API of which nothing is known yet.
    return (wanted || answer.state() instanceof ApiState.Unknown)
        && Duration.between(answer.at(), clock.instant()).compareTo(ASK_AGAIN) >= 0;
  }

  private ApiState ask(OptionalApi api, Context<JitsiShard> context) {
    var state = probe.ask(api);
    if (!(state instanceof ApiState.Served) || watched.contains(api)) {
      return state;
    }
    try {
      watch(Objects.requireNonNull(TYPES.get(api)), context);
      watched.add(api);
      LOG.info("The cluster has {} of {}: watching it", api.kind(), api.apiVersion());
      return state;
    } catch (OperatorException e) {
      return new ApiState.Unknown(Objects.requireNonNullElse(e.getMessage(), "no cache"));
    }
  }

  private static void watch(Class<? extends HasMetadata> type, Context<JitsiShard> context) {
    var sources = context.eventSourceRetriever();
    var source = Children.owned(type, sources.eventSourceContextForDynamicRegistration());
    try {
      sources.dynamicallyRegisterEventSource(source);
    } catch (OperatorException e) {
      sources.dynamicallyDeRegisterEventSource(source.name());
      throw e;
    }
  }
}
