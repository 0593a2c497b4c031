package io.jitsioperator.testbed.jitsi;

import io.jitsioperator.testbed.network.PodNetwork;
import io.jitsioperator.testbed.node.ContainerSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Hand-made pods for the tests of this package, each with a loopback address of its own. */
final class Pod {

  private static final AtomicInteger NEXT =
      new AtomicInteger((int) ProcessHandle.current().pid() % 250);

  private final Map<String, InetAddress> services = new HashMap<>();

  /** An address that no other pod of this run has. */
  static InetAddress address() throws UnknownHostException {
    int next = NEXT.getAndIncrement();
    return InetAddress.getByAddress(
        new byte[] {
          127, 77, (byte) (ProcessHandle.current().pid() % 200), (byte) (1 + next % 250)
        });
  }

  /** From now on {@code name} leads to {@code address}. */
  void service(String name, InetAddress address) {
    services.put(name, address);
  }

  PodNetwork network() {
    return (host, port) -> {
      InetAddress address = services.get(host);
      if (address == null) {
        throw new IOException("no Service " + host);
      }
      return new InetSocketAddress(address, port);
    };
  }

  ContainerSpec spec(
      String image,
      InetAddress address,
      Path scratch,
      Map<String, String> env,
      Map<String, Path> mounts) {
    return new ContainerSpec(
        "test",
        image + "-0",
        image,
        "ghcr.io/jitsi/" + image + ":stable-11146-2",
        address,
        env,
        mounts,
        scratch,
        network());
  }
}
