package io.jitsioperator.jitsi;

import org.jivesoftware.smack.packet.StandardExtensionElement;

/** The element of a bridge's presence that says how it is. */
final class ShownStats {

  private static final String COLIBRI = "http://jitsi.org/protocol/colibri";

  private ShownStats() {}

  /** What a bridge shows; pairs of name and value. */
  static StandardExtensionElement of(String... pairs) {
    StandardExtensionElement.Builder stats = StandardExtensionElement.builder("stats", COLIBRI);
    for (int i = 0; i < pairs.length; i += 2) {
      stats.addElement(
          StandardExtensionElement.builder("stat", COLIBRI)
              .addAttribute("name", pairs[i])
              .addAttribute("value", pairs[i + 1])
              .build());
    }
    return stats.build();
  }

  /** What one shows on which nobody is. */
  static StandardExtensionElement idle(String timestamp) {
    return of(
        "stress_level", "0.25",
        "local_endpoints", "0",
        "drain", "false",
        "graceful_shutdown", "false",
        "shutting_down", "false",
        "healthy", "true",
        "version", "2.3.105",
        "relay_id", "relay-1",
        "region", "eu",
        "current_timestamp", timestamp);
  }
}
