package io.jitsioperator.testbed.controlplane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Who may ask the API server, and the key that signs ServiceAccount tokens.
 *
 * @param admin token of the user {@code admin}
 * @param nodes token of the user {@code testbed-nodes}: kubelets and network
 * @param controllers token of the controller manager
 * @param scheduler token of the scheduler
 * @param tokenFile what {@code --token-auth-file} reads
 * @param signingKey private key, PEM
 * @param verifyingKey its public half, PEM
 */
record Identities(
    String admin,
    String nodes,
    String controllers,
    String scheduler,
    Path tokenFile,
    Path signingKey,
    Path verifyingKey) {

  /** All of them are masters: the rights under test are those of ServiceAccounts. */
  private static final String LINE = "%s,%s,%s,\"system:masters\"%n";

  static Identities create(Path folder) throws IOException {
    SecureRandom random = new SecureRandom();
    String admin = token(random);
    String nodes = token(random);
    String controllers = token(random);
    String scheduler = token(random);
    String tokens =
        LINE.formatted(admin, "admin", "admin")
            + LINE.formatted(nodes, "testbed-nodes", "nodes")
            + LINE.formatted(controllers, "system:kube-controller-manager", "controllers")
            + LINE.formatted(scheduler, "system:kube-scheduler", "scheduler");
    KeyPair keys = keys();
    return new Identities(
        admin,
        nodes,
        controllers,
        scheduler,
        Files.writeString(folder.resolve("tokens.csv"), tokens),
        pem(folder.resolve("service-account.key"), "PRIVATE KEY", keys.getPrivate()),
        pem(folder.resolve("service-account.pub"), "PUBLIC KEY", keys.getPublic()));
  }

  private static String token(SecureRandom random) {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has this curve", e);
    }
  }

  private static Path pem(Path file, String kind, Key key) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    return Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, body, kind));
  }
}
