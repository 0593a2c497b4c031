package io.jitsioperator.testbed;

import io.jitsioperator.testbed.jitsi.JitsiImages;
import io.jitsioperator.testbed.node.Container;
import io.jitsioperator.testbed.node.ContainerSpec;
import io.jitsioperator.testbed.node.Images;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Three images: {@code listen} accepts connections on port 8080 of its pod, {@code exit-N} ends at
 * once with N, {@code stubborn} ignores SIGTERM. With a registry before them they are Jitsi's; all
 * others do not exist.
 */
final class Programs implements Images {

  private final JitsiImages jitsi = new JitsiImages();

  /** What was handed to the last start, by "namespace/pod". */
  final Map<String, ContainerSpec> starts = new ConcurrentHashMap<>();

  @Override
  public Container start(ContainerSpec spec) throws IOException {
    starts.put(spec.namespace() + "/" + spec.pod(), spec);
    if (spec.image().startsWith("exit-")) {
      Program program = new Program(null, false);
      program.exit().complete(Integer.parseInt(spec.image().substring("exit-".length())));
      return program;
    }
    if (spec.image().startsWith("ghcr.io/jitsi/")) {
      return jitsi.start(spec);
    }
    return switch (spec.image()) {
      case "listen" -> new Program(listen(spec), false);
      case "stubborn" -> new Program(listen(spec), true);
      default -> throw new IOException("manifest unknown");
    };
  }

  private static ServerSocket listen(ContainerSpec spec) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.bind(new InetSocketAddress(spec.address(), 8080));
    Thread.ofVirtual().start(() -> accept(socket));
    return socket;
  }

  private static void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        socket.accept().close();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private record Program(
      @Nullable ServerSocket socket, boolean stubborn, CompletableFuture<Integer> exit)
      implements Container {

    Program(@Nullable ServerSocket socket, boolean stubborn) {
      this(socket, stubborn, new CompletableFuture<>());
    }

    @Override
    public void terminate() {
      if (!stubborn) {
        end(0);
      }
    }

    @Override
    public void kill() {
      end(137);
    }

    @Override
    public String log() {
      return "a program of the testbed's own tests";
    }

    private void end(int code) {
      try {
        if (socket != null) {
          socket.close();
        }
      } catch (IOException e) {
        throw new IllegalStateException("a socket that cannot be closed", e);
      }
      exit.complete(code);
    }
  }
}
