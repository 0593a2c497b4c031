package io.jitsioperator.scenarios;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a shard's images come from.
 *
 * @param repository its {@code spec.images.repository}
 * @param archive what has to be brought to the nodes; empty if they pull
 */
record JitsiImages(String repository, Optional<Path> archive) {

  /**
   * By the name of the setting: {@code real}, or {@code stand-in} where no registry is reached.
   *
   * @throws IllegalArgumentException for another name
   */
  static JitsiImages of(String name) {
    return switch (name) {
      case "real" -> new JitsiImages("ghcr.io/jitsi", Optional.empty());
      case "stand-in" ->
          new JitsiImages(
              "localhost/stand-in",
              Optional.of(Settings.repository().resolve("target/stand-in.tar")));
      default ->
          throw new IllegalArgumentException("JITSI_IMAGES is real or stand-in, not " + name);
    };
  }
}
