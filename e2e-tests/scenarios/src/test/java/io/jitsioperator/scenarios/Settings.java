package io.jitsioperator.scenarios;

import java.nio.file.Path;
import java.util.Objects;

/** What the build says. */
final class Settings {

  private Settings() {}

  /** Root of the repository. */
  static Path repository() {
    return Path.of(property("repository.root"));
  }

  /** The operator's image as an archive. */
  static Path operatorImage() {
    return Path.of(property("operator.image.tar"));
  }

  /** Jitsi's images, real or stand-in. */
  static JitsiImages jitsiImages() {
    return JitsiImages.of(property("jitsi.images"));
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), () -> "the build sets " + name);
  }
}
