package io.jitsioperator.testbed.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts child processes that the kernel kills when this JVM is gone, however it went.
 *
 * <p>The kernel's parent-death signal is bound to the <b>thread</b> that made the child, not to its
 * process (prctl(2), PR_SET_PDEATHSIG): a child made by a pool's worker would die when that worker
 * is retired. So one thread, which never ends, makes them all.
 */
public final class Launcher {

  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  private static final ExecutorService SPAWNER =
      Executors.newSingleThreadExecutor(
          task -> Thread.ofPlatform().name("launcher").daemon().unstarted(task));

  private Launcher() {}

  /**
   * Starts what {@code builder} describes. Where util-linux' {@code setpriv} is missing the child
   * is an ordinary one, and only an orderly end of the JVM takes it along.
   *
   * @throws IOException as {@link ProcessBuilder#start()}
   */
  public static Process start(ProcessBuilder builder) throws IOException {
    if (Files.isExecutable(SETPRIV)) {
      List<String> command = new ArrayList<>(List.of(SETPRIV.toString(), "--pdeathsig", "KILL"));
      command.addAll(builder.command());
      builder.command(command);
    }
    try {
      return SPAWNER.submit(builder::start).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while starting " + builder.command(), e);
    }
  }
}
