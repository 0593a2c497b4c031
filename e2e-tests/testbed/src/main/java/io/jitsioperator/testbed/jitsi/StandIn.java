package io.jitsioperator.testbed.jitsi;

import io.jitsioperator.testbed.node.Container;
import io.jitsioperator.testbed.node.ContainerSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Main program of the images that stand in for Jitsi's on a real node: one container of the
 * testbed, which takes variables, mounts and names from where the kubelet has put them.
 */
public final class StandIn {

  private StandIn() {}

  /**
   * Runs until the container ends, and exits with its code.
   *
   * @param arguments the component, as the last part of the real image's reference is named; the
   *     image's tag; {@code again} if the program was started in this container before
   */
  public static void main(String[] arguments) throws IOException {
    String component = arguments[0];
    Path scratch = Files.createDirectories(Path.of("/run", component));
    Path output = ProsodyProgram.output(scratch);
    Files.deleteIfExists(output);
    ContainerSpec spec = spec(component, arguments[1], arguments[2].equals("again"), scratch);
    Container container = new JitsiImages().start(spec);
    OutputFollower follower = OutputFollower.start(output);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  container.terminate();
                  container.exit().join();
                  follower.close();
                }));
    System.exit(container.exit().join());
  }

  private static ContainerSpec spec(String component, String tag, boolean again, Path scratch)
      throws IOException {
    Map<String, String> env = System.getenv();
    return new ContainerSpec(
        env.getOrDefault("POD_NAMESPACE", ""),
        env.getOrDefault("HOSTNAME", component),
        component,
        component + ":" + tag,
        List.of(),
        // As the images do; port-forward comes in at the loopback address.
        InetAddress.getByAddress(new byte[4]),
        env,
        mounts(again),
        scratch,
        (host, port) -> new InetSocketAddress(InetAddress.getByName(host), port),
        System.out::println);
  }

  /**
   * Every mount of this container, by the kernel's own list (proc(5)). The images copy {@code
   * /config} when the container starts, and never again.
   */
  private static Map<String, Path> mounts(boolean again) throws IOException {
    Map<String, Path> mounts = new HashMap<>();
    for (String line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
      String target = line.split(" ", 3)[1];
      mounts.put(target, Path.of(target));
    }
    if (again) {
      mounts.keySet().removeIf(target -> Path.of(target).startsWith("/config"));
    }
    return mounts;
  }
}
