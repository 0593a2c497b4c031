package io.jitsioperator.testbed.jitsi;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * How somebody proves to Prosody who they are.
 *
 * @param mechanism of SASL
 * @param response the first and only one, in Base64; may be empty
 */
public record Login(String mechanism, String response) {

  /** Not at all. */
  public static Login anonymous() {
    return new Login("ANONYMOUS", "");
  }

  /** With an account of Prosody (RFC 4616). */
  public static Login account(String user, String password) {
    String plain = "\0" + user + "\0" + password;
    return new Login(
        "PLAIN", Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8)));
  }
}
