package io.jitsioperator.jitsi;

import io.jitsioperator.settings.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Of an operator that looks so often that no test has to wait. */
final class QuickSettings {

  static final Settings SETTINGS =
      new Settings(
          Set.of(),
          "cluster.local",
          "jitsi-operator",
          Map.of("app", "jitsi-operator"),
          "me",
          false,
          0,
          Duration.ofMillis(20),
          Duration.ofMinutes(5));

  private QuickSettings() {}
}
