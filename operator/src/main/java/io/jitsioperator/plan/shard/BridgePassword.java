package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.Secret;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import java.util.Optional;

/** The one password of a shard that bridges log in with, and where it stands. */
public final class BridgePassword {

  /** The images' own name of it. */
  public static final String KEY = Credentials.Key.JVB_AUTH_PASSWORD.name();

  private BridgePassword() {}

  /** Name of the Secret that holds it, in the namespace of the shard. */
  public static String secretOf(JitsiShard shard) {
    return Credentials.secretOf(shard);
  }

  /** The password, if the Secret is the shard's and holds one that the images can use. */
  public static Optional<String> in(Secret secret, JitsiShard shard) {
    return Credentials.usable(shard, secret, Credentials.Key.JVB_AUTH_PASSWORD);
  }
}
