package io.jitsioperator.jitsi;

import java.util.Optional;

/** The version of a bridge as Jicofo compares it. */
final class FullVersion {

  private FullVersion() {}

  /** {@code version}, or {@code version-release}. */
  static String of(String version, Optional<String> release) {
    return release.map(it -> version + "-" + it).orElse(version);
  }
}
