package io.jitsioperator.testbed.jitsi;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The installed Prosody.
 *
 * @param server the program {@code prosody}
 */
record ProsodyProgram(Path server) {

  /**
   * Looks for it on the path.
   *
   * @throws IOException the sentence that says what to do when it is missing
   */
  static ProsodyProgram find() throws IOException {
    return new ProsodyProgram(find("prosody", System.getenv("PATH")));
  }

  static Path find(String program, String path) throws IOException {
    for (String folder : path.split(File.pathSeparator, -1)) {
      Path candidate = Path.of(folder, program);
      if (Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    throw new IOException(
        "There is no `%s` on the path: run e2e-tests/testbed/setup/prosody (or `make setup`)."
            .formatted(program));
  }

  /** Prosody in the foreground. */
  ProcessBuilder server(ProsodyFiles files) {
    return process(files, server.toString(), "--config", files.mainFile().toString(), "-F");
  }

  /** The script that makes the accounts of a running Prosody. */
  ProcessBuilder registerSetup(ProsodyFiles files) {
    ProcessBuilder builder = process(files, "/bin/sh", files.registerSetup().toString());
    builder.environment().put("CONFIG", files.mainFile().toString());
    return builder;
  }

  private static ProcessBuilder process(ProsodyFiles files, String... command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(files.root().toFile()).redirectErrorStream(true);
    Map<String, String> env = builder.environment();
    String path = System.getenv("PATH");
    env.clear();
    env.putAll(files.config().env().values());
    env.put("PATH", path);
    return builder;
  }
}
