package io.jitsioperator.testbed.jitsi;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What every image does with {@code /config} at its start: {@code cp -r /config/.
 * /run/<name>/config}. Later changes of the volume are not seen.
 */
final class ConfigCopy {

  private static final Path CONFIG = Path.of("/config");

  private ConfigCopy() {}

  /**
   * Copies {@code /config} and everything mounted below it.
   *
   * @param mounts mount path in the container to folder or file on this machine
   * @param target is created when missing
   */
  static void into(Map<String, Path> mounts, Path target) throws IOException {
    Files.createDirectories(target);
    for (String mount : mounts.keySet().stream().sorted().toList()) {
      Path inContainer = Path.of(mount);
      if (inContainer.startsWith(CONFIG)) {
        String below = CONFIG.relativize(inContainer).toString();
        copy(mounts.getOrDefault(mount, CONFIG), target.resolve(below));
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String below = from.relativize(file).toString();
        // A volume keeps its current content in a folder that ..data points to; its files are
        // linked from the top. On a real node a volume below /config lies in that of /config.
        if (Stream.of(below.split("/", -1)).noneMatch(name -> name.startsWith(".."))) {
          Path copy = below.isEmpty() ? to : to.resolve(below);
          Files.createDirectories(copy.toAbsolutePath().getParent());
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
