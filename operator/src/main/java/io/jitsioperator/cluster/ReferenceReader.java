package io.jitsioperator.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.Owned;
import io.jitsioperator.world.References;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a spec refers to, by name. It is not watched: a cache of all Secrets of a cluster
 * would be large, and would need the right to read them all. One reader serves one resource.
 */
public final class ReferenceReader {

  /** Passes follow each other quickly while pods start; one question serves so many of them. */
  static final Duration BURST = Duration.ofSeconds(1);

  /** When to ask again although nothing else happens, while a condition complains of the object. */
  static final Duration WHILE_COMPLAINING = Duration.ofSeconds(30);

  /** When to ask again otherwise. */
  static final Duration USUALLY = Duration.ofMinutes(5);

  /**
   * {@code failed}: the last try came to nothing, and what was found before still counts. {@code
   * shared}: a later pass of the same burst was served with it, and may have come because of a
   * change that it does not show.
   */
  private record Answer(
      Lookup<? extends HasMetadata> lookup, Instant at, boolean failed, boolean shared) {

    Answer asShared() {
      return new Answer(lookup, at, failed, true);
    }
  }

  private final KubernetesClient client;
  private final String namespace;
  private final InstantSource clock;
  private final Map<String, Answer> answers = new HashMap<>();

  /** Reads in that namespace only. */
  public ReferenceReader(KubernetesClient client, String namespace, InstantSource clock) {
    this.client = client;
    this.namespace = namespace;
    this.clock = clock;
  }

  /**
   * The objects of those names, asked for anew.
   *
   * @param owned looked through first: what the operator made itself is in its caches
   */
  public References read(References.Names names, Owned owned) {
    answers.keySet().removeIf(key -> !isNamed(key, names));
    var secrets = new HashMap<String, Lookup<Secret>>();
    for (var name : names.secrets()) {
      var own = owned.find(Secret.class, name);
      // What was asked before says nothing once the caches show it: it may be deleted after that.
      own.ifPresent(secret -> answers.remove(key(Secret.class, name)));
      secrets.put(
          name, own.isPresent() ? new Lookup.Found<>(own.get()) : lookup(Secret.class, name));
    }
    var configMaps = new HashMap<String, Lookup<ConfigMap>>();
    for (var name : names.configMaps()) {
      configMaps.put(name, lookup(ConfigMap.class, name));
    }
    return new References(secrets, configMaps);
  }

  /** That Secret was made just now: no question is needed to know it. */
  public void made(Secret secret) {
    answers.put(
        key(Secret.class, secret.getMetadata().getName()),
        new Answer(new Lookup.Found<>(secret), clock.instant(), false, false));
  }

  /** When to ask again at the latest; empty if nothing was asked. */
  public Optional<Duration> nextRead(Predicate<String> complains) {
    return answers.entrySet().stream()
        .map(e -> e.getValue().at().plus(life(e.getValue(), complains.test(name(e.getKey())))))
        .min(Instant::compareTo)
        .map(due -> Duration.between(clock.instant(), due));
  }

  private static String key(Class<? extends HasMetadata> type, String name) {
    return type.getSimpleName() + "/" + name;
  }

  private static boolean isNamed(String key, References.Names names) {
    return (key.startsWith("Secret/") ? names.secrets() : names.configMaps()).contains(name(key));
  }

  private static String name(String key) {
    return key.substring(key.indexOf('/') + 1);
  }

  @SuppressWarnings("unchecked") // the key holds the type
  private <T extends HasMetadata> Lookup<T> lookup(Class<T> type, String name) {
    var key = key(type, name);
    var answer = answers.get(key);
    if (answer == null || !clock.instant().isBefore(answer.at().plus(BURST))) {
      Supplier<@Nullable T> get =
          () -> client.resources(type).inNamespace(namespace).withName(name).get();
      answer = later(answer, ask(get), clock.instant());
    } else {
      answer = answer.asShared();
    }
    answers.put(key, answer);
    return (Lookup<T>) answer.lookup();
  }

  /** A read that failed says nothing against what the one before has found. */
  private static Answer later(
      @Nullable Answer before, Lookup<? extends HasMetadata> now, Instant at) {
    var failed = now instanceof Lookup.Unknown;
    return failed && before != null && before.lookup() instanceof Lookup.Found
        ? new Answer(before.lookup(), at, true, false)
        : new Answer(now, at, failed, false);
  }

  private static Duration life(Answer answer, boolean complains) {
    if (answer.shared()) {
      return BURST;
    }
    return complains || answer.failed() || !(answer.lookup() instanceof Lookup.Found)
        ? WHILE_COMPLAINING
        : USUALLY;
  }

  /** Asks now; a failure is no answer. */
  static <T extends HasMetadata> Lookup<T> ask(Supplier<@Nullable T> get) {
    try {
      var object = get.get();
      return object == null ? new Lookup.Missing<>() : new Lookup.Found<>(object);
    } catch (KubernetesClientException e) {
      return new Lookup.Unknown<>(Refusal.sentence(e));
    }
  }
}
