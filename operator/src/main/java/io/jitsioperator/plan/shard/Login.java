package io.jitsioperator.plan.shard;

import io.jitsioperator.api.v1alpha1.Authentication;
import io.jitsioperator.api.v1alpha1.ConfigMapRef;
import io.jitsioperator.api.v1alpha1.Jwt;
import io.jitsioperator.api.v1alpha1.Ldap;
import io.jitsioperator.api.v1alpha1.SecretKey;
import io.jitsioperator.plan.kube.Env;
import io.jitsioperator.plan.kube.Mounts;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How people log in: which variables each component reads of it. Prosody checks them, Jicofo and
 * web must know that it does (jitsi/docker-jitsi-meet
 * prosody/rootfs/defaults/{conf.d/jitsi-meet.cfg.lua,saslauthd.conf}@738058b4).
 */
final class Login {

  /** What the templates put between quotes as it is. */
  static final Pattern QUOTED = Pattern.compile("[ -~&&[^\"\\\\]]+");

  static final String QUOTED_WORDS = "printable ASCII characters other than \" and \\";

  private static final Pattern LINE = Pattern.compile("[^\\r\\n]+");
  private static final String LINE_WORDS = "one line";

  private static final String CA_FOLDER = "/etc/jitsi-operator/ldap";
  private static final String CA_KEY = "ca.crt";

  private Login() {}

  /** As the images call it; null for None, where their own default holds. */
  static @Nullable String type(Authentication wanted) {
    return wanted.demandsLogin() ? wanted.type().toLowerCase(Locale.ROOT) : null;
  }

  /** For Prosody and Jicofo. */
  static void tell(Env env, Authentication wanted) {
    if (wanted.demandsLogin()) {
      env.set("ENABLE_AUTH", 1).given("AUTH_TYPE", type(wanted));
    }
  }

  /** For Prosody, which does it. */
  static void of(Env env, Authentication wanted) {
    tell(env, wanted);
    guests(env, wanted);
    jwt(wanted).ifPresent(jwt -> jwt(env, jwt));
    ldap(wanted).ifPresent(ldap -> ldap(env, ldap));
  }

  /** For Prosody and web; the others never meet a guest's domain. */
  static void guests(Env env, Authentication wanted) {
    if (wanted.guests()) {
      env.set("ENABLE_GUESTS", 1);
    }
  }

  private static void jwt(Env env, Jwt jwt) {
    env.set("JWT_APP_ID", jwt.appId())
        .given("JWT_ASAP_KEYSERVER", jwt.keyServer())
        .given("JWT_ACCEPTED_ISSUERS", jwt.acceptedIssuers())
        .given("JWT_ACCEPTED_AUDIENCES", jwt.acceptedAudiences())
        .set("JWT_ALLOW_EMPTY", jwt.allowEmpty() ? 1 : 0);
    if (jwt.secretRef() != null) {
      env.secret("JWT_APP_SECRET", jwt.secretRef().name(), jwt.secretRef().key());
    }
  }

  private static void ldap(Env env, Ldap ldap) {
    // saslauthd takes several servers in one line, apart by spaces.
    env.set("LDAP_URL", String.join(" ", ldap.servers()))
        .set("LDAP_BASE", ldap.base())
        .given("LDAP_FILTER", ldap.filter())
        .given("LDAP_BINDDN", ldap.bindDn());
    if (ldap.bindSecretRef() != null) {
      env.secret("LDAP_BINDPW", ldap.bindSecretRef().name(), ldap.bindSecretRef().key());
    }
    if (ldap.encrypts()) {
      env.set("LDAP_USE_TLS", 1)
          .set("LDAP_START_TLS", ldap.startTls() ? 1 : 0)
          .set("LDAP_TLS_CHECK_PEER", ldap.verify() ? 1 : 0);
    }
    if (ldap.caConfigMap() != null) {
      env.set("LDAP_TLS_CACERT_FILE", CA_FOLDER + "/" + CA_KEY);
    }
  }

  /** What Prosody's pod reads of it. Settings of a type that is not chosen are read by nobody. */
  static void read(Revision.Reading reading, Authentication wanted) {
    reading
        .value("authentication", type(wanted))
        .value("guests", wanted.guests() ? true : null)
        .value("jwt", jwt(wanted).map(Login::withoutPage).orElse(null))
        .value("ldap", ldap(wanted).orElse(null))
        .secret(jwt(wanted).map(Jwt::secretRef).orElse(null), QUOTED, QUOTED_WORDS)
        .secret(ldap(wanted).map(Ldap::bindSecretRef).orElse(null), LINE, LINE_WORDS)
        .file(file(wanted).orElse(null), CA_KEY);
  }

  /** The login page is web's alone. */
  private static Jwt withoutPage(Jwt jwt) {
    return new Jwt(
        jwt.appId(),
        jwt.secretRef(),
        jwt.keyServer(),
        jwt.acceptedIssuers(),
        jwt.acceptedAudiences(),
        jwt.allowEmpty(),
        null);
  }

  static void mount(Mounts mounts, Authentication wanted) {
    file(wanted).ifPresent(ref -> mounts.files("ldap-ca", ref.name(), CA_FOLDER));
  }

  /** Secrets that are read. */
  static Stream<SecretKey> secrets(Authentication wanted) {
    return Stream.of(jwt(wanted).map(Jwt::secretRef), ldap(wanted).map(Ldap::bindSecretRef))
        .flatMap(Optional::stream);
  }

  /** The ConfigMap that is read. */
  static Optional<ConfigMapRef> file(Authentication wanted) {
    return ldap(wanted).map(Ldap::caConfigMap);
  }

  static Optional<Jwt> jwt(Authentication wanted) {
    return Optional.ofNullable(wanted.jwt()).filter(jwt -> wanted.type().equals("JWT"));
  }

  private static Optional<Ldap> ldap(Authentication wanted) {
    return Optional.ofNullable(wanted.ldap()).filter(ldap -> wanted.type().equals("LDAP"));
  }
}
