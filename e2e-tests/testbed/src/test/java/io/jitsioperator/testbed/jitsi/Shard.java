package io.jitsioperator.testbed.jitsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jitsioperator.testbed.node.Container;
import io.jitsioperator.testbed.node.ContainerSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Hand-made pods of one shard, each with a loopback address of its own, and the names between. */
final class Shard implements AutoCloseable {

  private final Path folder;
  private final JitsiImages images = new JitsiImages();
  private final Map<String, InetAddress> services = new HashMap<>();
  private final List<Container> started = new ArrayList<>();

  Shard(Path folder) {
    this.folder = folder;
  }

  /** The variables without which Prosody and Jicofo do not start, and more. */
  static Map<String, String> env(String... more) {
    Map<String, String> env = new HashMap<>();
    env.put("JICOFO_AUTH_PASSWORD", "focuspw");
    env.put("JVB_AUTH_PASSWORD", "jvbpw");
    for (int i = 0; i < more.length; i += 2) {
      env.put(more[i], more[i + 1]);
    }
    return env;
  }

  /** One of some four million addresses: that two pods that live at a time share it is unlikely. */
  static InetAddress address() throws UnknownHostException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return InetAddress.getByAddress(
        new byte[] {
          127,
          (byte) random.nextInt(64, 124),
          (byte) random.nextInt(1, 255),
          (byte) random.nextInt(1, 255)
        });
  }

  Path folder() {
    return folder;
  }

  JitsiImages images() {
    return images;
  }

  /** From now on {@code name} leads to {@code address}. */
  void service(String name, InetAddress address) {
    services.put(name, address);
  }

  private InetSocketAddress resolve(String host, int port) throws IOException {
    InetAddress address = services.get(host);
    if (address == null) {
      throw new IOException("no Service " + host);
    }
    return new InetSocketAddress(address, port);
  }

  Container start(String image, InetAddress address, Map<String, String> env) throws IOException {
    return start(image, address, env, Map.of());
  }

  Container start(
      String image, InetAddress address, Map<String, String> env, Map<String, Path> mounts)
      throws IOException {
    Map<String, Path> all = new HashMap<>(mounts);
    for (String writable : List.of("/run", "/tmp", "/var/lib/prosody")) {
      all.putIfAbsent(writable, Files.createTempDirectory(folder, "volume"));
    }
    Container container =
        images.start(
            new ContainerSpec(
                "test",
                image + "-0",
                image,
                "registry.example:5000/jitsi/" + image + ":stable-11146-2@sha256:0",
                List.of(),
                address,
                env,
                all,
                Files.createTempDirectory(folder, image),
                this::resolve,
                line -> {}));
    started.add(container);
    return container;
  }

  /** A Prosody whose set-up has ended. */
  Container prosody(InetAddress address, Map<String, String> env) throws IOException {
    Container prosody = start("prosody", address, env);
    awaitLog(prosody, "service completed");
    return prosody;
  }

  static void awaitLog(Container container, String words) {
    await()
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertThat(container.log()).contains(words));
  }

  @Override
  public void close() {
    started.forEach(Container::kill);
  }
}
