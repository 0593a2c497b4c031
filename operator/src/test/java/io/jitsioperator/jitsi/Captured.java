package io.jitsioperator.jitsi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.util.PacketParserUtils;

/** What a real Jitsi answered. */
final class Captured {

  private Captured() {}

  /** A presence as it came from a real server. */
  static Presence presence(String name) {
    return parse(text(name));
  }

  static Presence parse(String xml) {
    try {
      return PacketParserUtils.parseStanza(xml);
    } catch (Exception e) {
      throw new IllegalArgumentException(xml, e);
    }
  }

  static PresenceStats stats(String name) {
    return ColibriStats.of(presence(name)).orElseThrow();
  }

  static String text(String name) {
    try (InputStream in = Captured.class.getResourceAsStream("/captured/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
