package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.api.v1alpha1.Images;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.api.v1alpha1.JitsiShardSpec;
import io.jitsioperator.api.v1alpha1.JitsiShardStatus;
import io.jitsioperator.plan.kube.Pods;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which images the components of a shard shall run, and which ones they run. */
public final class ShardImages {

  private ShardImages() {}

  /** The full reference of an image: the user's, or the component's in the release. */
  static String of(JitsiShardSpec spec, String component, @Nullable String override) {
    var repository = spec.images().repository().replaceAll("/+$", "");
    return override != null && !override.isEmpty()
        ? override
        : repository + "/" + component + ":" + spec.release();
  }

  /** What bridges of that shard shall run: those of a conference must be of one version. */
  public static String bridge(JitsiShard shard) {
    return of(shard.getSpec(), "jvb", override(shard, Images.Overrides::jvb));
  }

  /** Whether Prosody and Jicofo of that shard run what they shall, by the word of its status. */
  public static boolean run(JitsiShard shard) {
    var wanted =
        new JitsiShardStatus.Images(
            of(shard.getSpec(), "prosody", override(shard, Images.Overrides::prosody)),
            of(shard.getSpec(), "jicofo", override(shard, Images.Overrides::jicofo)));
    return shard.getStatus() != null && wanted.equals(shard.getStatus().images());
  }

  /** For the status; null if nothing runs. */
  static JitsiShardStatus.@Nullable Images running(Scope scope) {
    var prosody = running(scope, Component.PROSODY);
    var both = prosody.filter(image -> running(scope, Component.BREWERY).equals(prosody));
    var jicofo = running(scope, Component.JICOFO);
    return both.or(() -> jicofo).isEmpty()
        ? null
        : new JitsiShardStatus.Images(both.orElse(null), jicofo.orElse(null));
  }

  private static Optional<String> running(Scope scope, Component component) {
    return scope
        .world()
        .owned()
        .find(Pod.class, scope.podOf(component))
        .flatMap(pod -> Pods.image(pod, component.word()));
  }

  private static @Nullable String override(
      JitsiShard shard, Function<Images.Overrides, @Nullable String> which) {
    var overrides = shard.getSpec().images().overrides();
    return overrides == null ? null : which.apply(overrides);
  }
}
