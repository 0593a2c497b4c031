package io.jitsioperator.testbed.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary folder that is removed when it is closed, or when this JVM has ended in any way. */
public final class Workspace implements AutoCloseable {

  // Ctrl-C in a terminal reaches the whole group: the janitor must live longer than we do, and has
  // a session of its own. The pauses let the processes that die with us write their last; on a busy
  // machine that takes them a while.
  private static final String JANITOR =
      """
      trap '' INT HUP TERM
      cat >/dev/null
      tries=30
      until rm -rf -- "$1" 2>/dev/null && [ ! -e "$1" ]; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || exit 1
        sleep 1
      done
      """;

  private final Path path;
  private final Process janitor;

  private Workspace(Path path, Process janitor) {
    this.path = path;
    this.janitor = janitor;
  }

  /**
   * Makes an empty folder in the system's temporary folder.
   *
   * @param purpose part of its name
   */
  public static Workspace create(String purpose) throws IOException {
    Path path = Files.createTempDirectory("jitsi-" + purpose + "-");
    Process janitor =
        new ProcessBuilder("setsid", "--wait", "sh", "-c", JANITOR, "janitor", path.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new Workspace(path, janitor);
  }

  /** The folder. */
  public Path path() {
    return path;
  }

  /** A new empty folder in it. */
  public Path folder(String name) throws IOException {
    return Files.createDirectories(path.resolve(name));
  }

  /** Removes the folder with everything in it, and returns when that is done. */
  @Override
  public void close() {
    try {
      janitor.getOutputStream().close();
    } catch (IOException e) {
      // The janitor is at work already.
    }
    janitor.onExit().join();
  }
}
