package io.jitsioperator.jitsi;

import io.jitsioperator.intent.Watch;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Servers that no Jicofo should be, and addresses where none is. */
final class OddServer implements AutoCloseable {

  /** What happens to one connection. */
  interface Manner {
    void treat(Socket socket) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  private Optional<Thread> acceptor = Optional.empty();

  private OddServer(int backlog) throws IOException {
    server = new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
  }

  static OddServer that(Manner manner) throws IOException {
    OddServer odd = new OddServer(50);
    odd.acceptor = Optional.of(Thread.ofVirtual().start(() -> odd.accept(manner)));
    return odd;
  }

  private void accept(Manner manner) {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    manner.treat(socket);
                  } catch (IOException | InterruptedException e) {
                    // The client left.
                  }
                });
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  /** Accepts and never says a word. */
  static OddServer hangs() throws IOException {
    return that(socket -> {});
  }

  /** Sends that and closes the connection. */
  static OddServer says(String text) throws IOException {
    return that(
        socket -> {
          socket.getInputStream().read(new byte[4096]);
          socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
          socket.close();
        });
  }

  /** A good header at once, and then a byte of the body now and then, for ever. */
  static OddServer drips() throws IOException {
    return that(
        socket -> {
          OutputStream out = socket.getOutputStream();
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{".getBytes("US-ASCII"));
          while (true) {
            out.write(' ');
            out.flush();
            Thread.sleep(50);
          }
        });
  }

  /** Its queue of connections is full: another one finds neither acceptance nor refusal. */
  static OddServer swallows() throws IOException {
    OddServer odd = new OddServer(1);
    while (odd.sockets.size() < 20) {
      Socket socket = new Socket();
      odd.sockets.add(socket);
      try {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), odd.port()), 300);
      } catch (SocketTimeoutException e) {
        return odd;
      }
    }
    throw new IllegalStateException("this system's queues do not fill");
  }

  /** A port on which nobody listens. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return server.getLocalPort();
  }

  int connections() {
    return sockets.size();
  }

  Watch.Target target(String uid) {
    return new Watch.Target("odd-0", uid, "127.0.0.1", port());
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : new ArrayList<>(sockets)) {
      socket.close();
    }
    // The port refuses only when the thread in accept() has let go of it.
    if (acceptor.isPresent()) {
      try {
        acceptor.get().join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
