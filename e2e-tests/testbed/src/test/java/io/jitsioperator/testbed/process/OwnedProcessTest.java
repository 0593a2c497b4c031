package io.jitsioperator.testbed.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnedProcessTest {

  @TempDir Path folder;

  /** Far more than anything takes, also on a busy machine. */
  private static ConditionFactory eventually() {
    return await().atMost(Duration.ofSeconds(60));
  }

  @Test
  void theExitCodeAndTheOutputAreTheProgramsOwn() throws IOException {
    try (OwnedProcess process = sh("echo $GREETING from $PWD; exit 7")) {
      assertThat(process.exit().join()).isEqualTo(7);
      assertThat(process.tail(5)).isEqualTo("hello from " + folder);
    }
  }

  @Test
  void terminateIsASignalThatTheProgramMayHandle() throws IOException {
    try (OwnedProcess process = sh("trap 'exit 3' TERM; echo up; while :; do sleep 0.05; done")) {
      eventually().until(() -> process.tail(1).equals("up"));
      process.terminate();
      assertThat(process.exit().join()).isEqualTo(3);
    }
  }

  @Test
  void closeKillsAProgramThatIgnoresSignals() throws IOException {
    OwnedProcess process = sh("trap '' TERM; echo up; while :; do sleep 0.05; done");
    eventually().until(() -> process.tail(1).equals("up"));
    List<ProcessHandle> all = process.handles();
    process.terminate();
    process.close();
    assertThat(process.exit().join()).isEqualTo(137);
    eventually().untilAsserted(() -> assertThat(all).noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void theProgramDiesWithAJvmThatIsKilled() throws IOException, InterruptedException {
    Process jvm =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Owner.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String workspace = jvm.inputReader().readLine();
    long pid = Long.parseLong(jvm.inputReader().readLine());
    assertThat(ProcessHandle.of(pid)).isPresent();
    jvm.destroyForcibly().waitFor();
    eventually()
        .untilAsserted(
            () ->
                assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive))
                    .isEqualTo(Optional.empty()));
    eventually().untilAsserted(() -> assertThat(Path.of(workspace)).doesNotExist());
  }

  /** A JVM that owns a process and a workspace and never ends by itself. */
  static final class Owner {

    private Owner() {}

    public static void main(String[] args) throws IOException {
      Path folder = Path.of(args[0]);
      Path log = folder.resolve("log");
      System.out.println(Workspace.create("test").path());
      OwnedProcess process = OwnedProcess.start(List.of("sleep", "1000"), Map.of(), folder, log);
      System.out.println(
          process.handles().stream()
              .filter(each -> each.info().command().orElse("").endsWith("sleep"))
              .findFirst()
              .orElseThrow()
              .pid());
      System.out.flush();
      process.exit().join();
    }
  }

  private OwnedProcess sh(String script) throws IOException {
    return OwnedProcess.start(
        List.of("sh", "-c", script), Map.of("GREETING", "hello"), folder, folder.resolve("log"));
  }
}
