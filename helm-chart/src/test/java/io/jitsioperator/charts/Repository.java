package io.jitsioperator.charts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Where the files are. */
final class Repository {

  private Repository() {}

  static Path file(String path) {
    return Path.of(
            Objects.requireNonNull(
                System.getProperty("repository.root"), "the build sets repository.root"))
        .resolve(path);
  }

  static String text(String path) throws IOException {
    return Files.readString(file(path));
  }

  /** Files directly in a folder whose names end so. */
  static List<Path> files(String folder, String end) throws IOException {
    try (Stream<Path> all = Files.list(file(folder))) {
      return all.filter(each -> each.toString().endsWith(end)).sorted().toList();
    }
  }
}
