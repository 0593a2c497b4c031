package io.jitsioperator.testbed.jitsi;

import io.jitsioperator.testbed.process.OwnedProcess;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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

  /** Where the processes of one container start write what they print. */
  static Path output(Path scratch) {
    return scratch.resolve("output.log");
  }

  /** Starts Prosody in the foreground. */
  OwnedProcess server(ProsodyFiles files) throws IOException {
    return start(files, server.toString(), "--config", files.mainFile().toString(), "-F");
  }

  /** Starts the script that makes the accounts of a running Prosody. */
  OwnedProcess registerSetup(ProsodyFiles files) throws IOException {
    return start(files, "/bin/sh", files.registerSetup().toString());
  }

  /** Runs it to its end, with the configuration of that container. */
  static String prosodyctl(ProsodyFiles files, List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("prosodyctl", "--config", files.mainFile().toString()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .directory(files.root().toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(String.join(" ", command) + ":\n" + output);
    }
    return output;
  }

  private static OwnedProcess start(ProsodyFiles files, String... command) throws IOException {
    Map<String, String> env = new HashMap<>(files.config().env().values());
    env.put("CONFIG", files.mainFile().toString());
    return OwnedProcess.start(List.of(command), env, files.root(), output(files.root()));
  }
}
