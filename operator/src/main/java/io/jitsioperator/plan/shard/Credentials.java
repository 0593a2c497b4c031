package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.intent.Generate;
import io.jitsioperator.plan.kube.Ownership;
import io.jitsioperator.plan.status.Reason;
import io.jitsioperator.plan.status.Verdict;
import io.jitsioperator.world.Lookup;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The passwords of the service accounts: made once in {@code <shard>-credentials}, or taken from
 * the user's Secret, which is never written.
 *
 * @param secret name of the Secret
 * @param values what could be read; all of it, and usable, only if the verdict says so
 * @param verdict for the condition {@code CredentialsReady}
 * @param generate what is to be drawn
 */
record Credentials(
    String secret, Map<Key, String> values, Verdict verdict, Optional<Generate> generate) {

  /** Keys of the Secret: the images' own variable names, and one of ours. */
  enum Key {
    JICOFO_AUTH_PASSWORD,
    JVB_AUTH_PASSWORD,
    JIBRI_XMPP_PASSWORD,
    JIBRI_RECORDER_PASSWORD,
    JIGASI_XMPP_PASSWORD,
    JIGASI_TRANSCRIBER_PASSWORD,
    OPERATOR_XMPP_PASSWORD
  }

  /**
   * The images put passwords unquoted on a shell's command line (Jitsi contracts:
   * jitsi/docker-jitsi-meet prosody/rootfs/etc/s6-overlay/scripts/register-setup@738058b4).
   */
  private static final Pattern USABLE = Pattern.compile("[0-9a-zA-Z]+");

  Credentials {
    values = Map.copyOf(values);
  }

  /** Name of the Secret from which a shard's passwords come. */
  static String secretOf(JitsiShard shard) {
    var own = shard.getSpec().credentials();
    return own == null ? shard.getMetadata().getName() + "-credentials" : own.secretName();
  }

  static Credentials plan(Scope scope) {
    var name = secretOf(scope.world().shard());
    return switch (scope.world().references().secret(name)) {
      case Lookup.Unknown<Secret>(String why) ->
          new Credentials(
              name,
              Map.of(),
              Verdict.notSeenYet("Secret " + name + " could not be read: " + why + "."),
              Optional.empty());
      case Lookup.Missing<Secret> missing -> missing(scope, name);
      case Lookup.Found<Secret>(Secret secret) -> found(scope, secret);
    };
  }

  private static Credentials missing(Scope scope, String name) {
    if (isUsers(scope)) {
      var verdict = Verdict.no(Reason.MISSING_SECRET, "Secret " + name + " does not exist.");
      return new Credentials(name, Map.of(), verdict, Optional.empty());
    }
    var verdict = Verdict.no(Reason.GENERATING, "Secret " + name + " is being made.");
    return new Credentials(name, Map.of(), verdict, Optional.of(generate(scope, name)));
  }

  private static Credentials found(Scope scope, Secret secret) {
    var name = secret.getMetadata().getName();
    if (!mayUse(scope.world().shard(), secret)) {
      var verdict =
          Verdict.no(
              Reason.NAME_TAKEN,
              ("Secret %s exists and is not this shard's: delete it, or name it in"
                      + " spec.credentials.secretName to use it.")
                  .formatted(name));
      return new Credentials(name, Map.of(), verdict, Optional.empty());
    }
    var values = read(secret);
    var lacking = keys(key -> values.getOrDefault(key, "").isEmpty());
    var unusable = keys(key -> !USABLE.matcher(values.getOrDefault(key, "x")).matches());
    if (!lacking.isEmpty()) {
      return lacking(scope, name, values, lacking);
    }
    if (!unusable.isEmpty()) {
      var fact = "In Secret %s another character than 0-9, a-z, A-Z: %s.".formatted(name, unusable);
      var verdict = Verdict.no(Reason.UNUSABLE_VALUE, fact);
      return new Credentials(name, values, verdict, Optional.empty());
    }
    var verdict = Verdict.yes(Reason.COMPLETE, "Secret " + name + " has all passwords.");
    return new Credentials(name, values, verdict, Optional.empty());
  }

  private static Credentials lacking(
      Scope scope, String name, Map<Key, String> values, String keys) {
    if (isUsers(scope)) {
      var verdict = Verdict.no(Reason.MISSING_KEY, "Secret " + name + " lacks " + keys + ".");
      return new Credentials(name, values, verdict, Optional.empty());
    }
    var fact = "Secret %s lacked %s: a new value is drawn.".formatted(name, keys);
    var verdict = Verdict.no(Reason.GENERATING, fact);
    return new Credentials(name, values, verdict, Optional.of(generate(scope, name)));
  }

  private static Generate generate(Scope scope, String name) {
    var secret =
        new SecretBuilder()
            .withMetadata(scope.meta(name, "credentials"))
            .withType("Opaque")
            .build();
    return new Generate(secret, Arrays.stream(Key.values()).map(Key::name).toList());
  }

  private static boolean isUsers(Scope scope) {
    return scope.spec().credentials() != null;
  }

  /** A Secret of an earlier shard of that name is not ours: it is about to be collected. */
  private static boolean mayUse(JitsiShard shard, Secret secret) {
    return shard.getSpec().credentials() != null || Ownership.has(secret, shard);
  }

  /** The value of a key, if the Secret is the shard's and the images can use it. */
  static Optional<String> usable(JitsiShard shard, Secret secret, Key key) {
    return Optional.of(secret)
        .filter(s -> mayUse(shard, s))
        .map(s -> read(s).get(key))
        .filter(value -> USABLE.matcher(value).matches());
  }

  private static Map<Key, String> read(Secret secret) {
    var data = secret.getData() == null ? Map.<String, String>of() : secret.getData();
    var values = new EnumMap<Key, String>(Key.class);
    for (var key : Key.values()) {
      var encoded = data.get(key.name());
      if (encoded != null) {
        values.put(key, new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
      }
    }
    return values;
  }

  private static String keys(Predicate<Key> which) {
    return String.join(", ", Arrays.stream(Key.values()).filter(which).map(Key::name).toList());
  }

  /** What keeps a component from being planned, if its passwords are not known. */
  List<Revision.Gap> gaps() {
    return verdict.isTrue()
        ? List.of()
        : List.of(new Revision.Gap(verdict.reason(), verdict.fact(), verdict.settled()));
  }
}
