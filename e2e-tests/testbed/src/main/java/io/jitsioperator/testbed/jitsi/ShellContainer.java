package io.jitsioperator.testbed.jitsi;

import io.jitsioperator.testbed.node.Container;
import io.jitsioperator.testbed.node.ContainerSpec;
import io.jitsioperator.testbed.process.OwnedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An image whose command is replaced by a shell script, such as the init container of a bridge. The
 * script really runs; where it names a path that is mounted, it gets that of this machine.
 */
final class ShellContainer implements Container {

  private static final List<String> SHELLS = List.of("sh", "/bin/sh");

  private static final int LINES = 400;

  private final OwnedProcess process;
  private final boolean traps;

  private ShellContainer(OwnedProcess process, boolean traps) {
    this.process = process;
    this.traps = traps;
  }

  /**
   * Starts it.
   *
   * @throws IOException if the command is no shell: there is no other program here
   */
  static ShellContainer start(ContainerSpec spec) throws IOException {
    if (!SHELLS.contains(spec.command().getFirst())) {
      throw new IOException("of all commands the testbed runs only sh, not " + spec.command());
    }
    Path folder = Files.createDirectories(spec.scratch().resolve("work"));
    List<String> command =
        spec.command().stream().map(each -> onThisMachine(each, spec.mounts())).toList();
    return new ShellContainer(
        OwnedProcess.start(command, spec.env(), folder, spec.scratch().resolve("output.log")),
        String.join(" ", spec.command()).contains("trap "));
  }

  /** In one pass: what was put in may look like another mount. */
  private static String onThisMachine(String text, Map<String, Path> mounts) {
    String any =
        mounts.keySet().stream()
            .sorted(Comparator.comparing(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    if (any.isEmpty()) {
      return text;
    }
    return Pattern.compile("(?<![\\w./-])(" + any + ")(?![\\w.-])")
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(path(found, mounts)));
  }

  private static String path(MatchResult found, Map<String, Path> mounts) {
    return mounts.getOrDefault(found.group(), Path.of("/")).toString();
  }

  @Override
  public CompletableFuture<Integer> exit() {
    return process.exit();
  }

  /** The first process of a container gets no signal that it has no handler for (kill(2)). */
  @Override
  public void terminate() {
    if (traps) {
      process.terminate();
    }
  }

  @Override
  public void kill() {
    process.close();
  }

  @Override
  public String log() {
    return process.tail(LINES);
  }
}
