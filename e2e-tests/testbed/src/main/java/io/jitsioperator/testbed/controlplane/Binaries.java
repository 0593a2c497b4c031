package io.jitsioperator.testbed.controlplane;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The programs of the control plane.
 *
 * @param folder that holds etcd, kube-apiserver, kube-controller-manager, kube-scheduler, kubectl
 */
public record Binaries(Path folder) {

  private static final String SCRIPT = "e2e-tests/testbed/setup/control-plane";

  /**
   * Finds, downloads or builds them with the set-up script of this repository, whose progress goes
   * to standard error. The first time on a machine takes minutes, later milliseconds.
   *
   * @throws IOException with the script's own last word if none of the three ways worked
   */
  public static Binaries locate() throws IOException {
    Path script = repository().resolve(SCRIPT);
    Process process =
        new ProcessBuilder(script.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = process.inputReader()) {
      String folder = output.readLine();
      int code = process.onExit().join().exitValue();
      if (code != 0 || folder == null) {
        throw new IOException(script + " ended with " + code + ": see what it printed above");
      }
      return new Binaries(Path.of(folder));
    }
  }

  /** The path of one program. */
  public Path program(String name) {
    return folder.resolve(name);
  }

  /**
   * The root of this repository: the system property {@code repository.root}, else the nearest
   * folder upwards that holds the set-up script.
   *
   * @throws IOException if there is none
   */
  public static Path repository() throws IOException {
    @Nullable String set = System.getProperty("repository.root");
    Path start = Path.of(Objects.requireNonNullElse(set, "")).toAbsolutePath();
    for (@Nullable Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(SCRIPT))) {
        return folder;
      }
    }
    throw new IOException(
        "no "
            + SCRIPT
            + " at or above "
            + start
            + ": start from within the repository, or set"
            + " -Drepository.root");
  }
}
