package io.jitsioperator.testbed.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A process that dies with this JVM, also when the JVM is killed with SIGKILL.
 *
 * <p>A small shell between us and the program reads a pipe that only this JVM holds: a line is the
 * name of a signal for the program, the pipe's end is SIGKILL. (The kernel's own parent death
 * signal is of no use here: it is bound to the thread that forked, not to the process.)
 */
public final class OwnedProcess implements AutoCloseable {

  private static final String GUARD =
      """
      exec 3<&0
      "$@" </dev/null 3<&- &
      program=$!
      { while read -r signal; do kill -s "$signal" "$program"; done; kill -s KILL "$program"; } \
        <&3 >/dev/null 2>&1 &
      guard=$!
      exec 3<&- >/dev/null 2>&1
      wait "$program"
      code=$?
      kill -s KILL "$guard"
      wait "$guard"
      exit "$code"
      """;

  private final Process shell;
  private final OutputStream pipe;
  private final Path log;
  private final CompletableFuture<Integer> exit;

  private OwnedProcess(Process shell, Path log) {
    this.shell = shell;
    this.pipe = shell.getOutputStream();
    this.log = log;
    this.exit = shell.onExit().thenApply(Process::exitValue);
  }

  /**
   * Starts a program.
   *
   * @param command program and arguments
   * @param env variables added to those of this JVM
   * @param folder working directory
   * @param log file that gets standard output and standard error, appended
   * @throws IOException if there is no shell to start it with
   */
  public static OwnedProcess start(
      List<String> command, Map<String, String> env, Path folder, Path log) throws IOException {
    List<String> guarded = new ArrayList<>(List.of("sh", "-c", GUARD, "guard"));
    guarded.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(guarded);
    builder.environment().putAll(env);
    builder.directory(folder.toFile()).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new OwnedProcess(builder.start(), log);
  }

  /**
   * Completes with the program's exit code; 128 + n if signal n ended it, 127 if there is no such
   * program.
   */
  public CompletableFuture<Integer> exit() {
    return exit;
  }

  /** Sends SIGTERM. Returns at once; nothing happens if the program has ended. */
  public void terminate() {
    try {
      pipe.write("TERM\n".getBytes(StandardCharsets.US_ASCII));
      pipe.flush();
    } catch (IOException e) {
      // The guard has ended, hence the program too.
    }
  }

  /** Sends SIGKILL and returns when the program is gone. */
  @Override
  public void close() {
    try {
      pipe.close();
    } catch (IOException e) {
      // As above.
    }
    exit.join();
  }

  /** Whether the program still runs. */
  public boolean alive() {
    return shell.isAlive();
  }

  /** The program and its guard, as the operating system sees them now. */
  public List<ProcessHandle> handles() {
    List<ProcessHandle> all = new ArrayList<>(shell.descendants().toList());
    all.add(shell.toHandle());
    return all;
  }

  /**
   * The end of what the program printed.
   *
   * @param lines at most so many, ≥ 0
   */
  public String tail(int lines) {
    try {
      List<String> all =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
