package io.jitsioperator.testbed.jitsi;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Prints what processes append to a file, so that {@code kubectl logs} shows it. */
final class OutputFollower implements AutoCloseable {

  private static final long POLL_MILLIS = 200;

  private final Path file;
  private final PrintStream to;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private long printed;

  private OutputFollower(Path file, PrintStream to) {
    this.file = file;
    this.to = to;
    this.thread = Thread.ofPlatform().daemon().name("output").unstarted(this::follow);
  }

  /** Starts to print to standard output. The file may not exist yet. */
  static OutputFollower start(Path file) {
    OutputFollower follower = new OutputFollower(file, System.out);
    follower.thread.start();
    return follower;
  }

  private void follow() {
    try {
      boolean last;
      do {
        last = closed.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
        print();
      } while (!last);
    } catch (IOException e) {
      to.println("no more output can be shown: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void print() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(printed);
      printed += in.transferTo(to);
      to.flush();
    } catch (NoSuchFileException notYet) {
      // Its process has said nothing so far.
    }
  }

  /** Prints what is left. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
