package io.jitsioperator.testbed.jitsi;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Answers requests on virtual threads, so that hundreds cost no thread of the system.
 *
 * <p>The JDK's server would have a thread each, and cannot set SO_REUSEPORT: with it one that
 * listens everywhere and others that listen at one address live side by side on a port, and the
 * more specific one gets the connection (socket(7)).
 */
final class HttpListener implements AutoCloseable {

  private static final int LONGEST_BODY = 1 << 20;

  /** An answer; the type is left out when it is empty. */
  record Answer(int status, String type, String body) {}

  /**
   * A question.
   *
   * @param path without its query
   * @param query what stands behind the question mark
   * @param type the media type of the body, in lower case and without parameters; may be empty
   */
  record Request(String method, String path, String query, String type, String body) {

    /** A parameter of the query, decoded. */
    Optional<String> parameter(String name) {
      return Arrays.stream(query.split("&", -1))
          .filter(each -> each.startsWith(name + "="))
          .map(each -> each.substring(name.length() + 1))
          .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8))
          .findFirst();
    }
  }

  /** Makes the answer. */
  interface Handler {
    Answer answer(Request request) throws InterruptedException;
  }

  private final ServerSocket server;
  private final Handler handler;
  private final Predicate<InetAddress> ours;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private HttpListener(ServerSocket server, Handler handler, Predicate<InetAddress> ours) {
    this.server = server;
    this.handler = handler;
    this.ours = ours;
  }

  /**
   * Starts to listen.
   *
   * @param ours of the addresses that {@code address} covers, those that are served; a connection
   *     to another is closed at once
   * @throws IOException if the address is taken by somebody who does not share it
   */
  static HttpListener start(InetSocketAddress address, Handler handler, Predicate<InetAddress> ours)
      throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      server.bind(address);
    } catch (IOException e) {
      server.close();
      throw e;
    }
    HttpListener listener = new HttpListener(server, handler, ours);
    Thread.ofVirtual().name("http " + address).start(listener::accept);
    return listener;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        if (ours.test(socket.getLocalAddress())) {
          open.add(socket);
          Thread.ofVirtual().start(() -> serve(socket));
        } else {
          socket.close();
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      boolean more = !server.isClosed();
      while (more && in.readLine() instanceof String line) {
        Map<String, String> headers = headers(in);
        more = !headers.getOrDefault("connection", "").equalsIgnoreCase("close");
        Answer answer = handler.answer(request(line, headers, body(in, headers)));
        send(socket.getOutputStream(), answer, more);
      }
    } catch (IOException gone) {
      // The client went away, or we are closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  /** By their names in lower case. */
  private static Map<String, String> headers(BufferedReader in) throws IOException {
    Map<String, String> headers = new HashMap<>();
    while (in.readLine() instanceof String header && !header.isEmpty()) {
      String[] parts = header.split(":", 2);
      headers.put(parts[0].toLowerCase(Locale.ROOT), parts.length < 2 ? "" : parts[1].strip());
    }
    return headers;
  }

  private static String body(BufferedReader in, Map<String, String> headers) throws IOException {
    char[] octets = new char[length(headers)];
    int read = 0;
    while (read < octets.length) {
      int more = in.read(octets, read, octets.length - read);
      if (more < 0) {
        throw new EOFException("the body has ended early");
      }
      read += more;
    }
    byte[] bytes = new String(octets).getBytes(StandardCharsets.ISO_8859_1);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static int length(Map<String, String> headers) throws IOException {
    try {
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      if (length < 0 || length > LONGEST_BODY) {
        throw new IOException("a body of " + length + " bytes is not read");
      }
      return length;
    } catch (NumberFormatException e) {
      throw new IOException("no such length", e);
    }
  }

  /** Of {@code GET /stats?x=y HTTP/1.1}, for example. */
  private static Request request(String line, Map<String, String> headers, String body) {
    String[] words = line.split(" ", 3);
    String[] path = (words.length < 2 ? "" : words[1]).split("[?]", 2);
    String type = headers.getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
    String query = path.length < 2 ? "" : path[1];
    return new Request(words[0], path[0], query, type.replaceFirst(";.*", "").strip(), body);
  }

  private static void send(OutputStream out, Answer answer, boolean more) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(answer.status()).append(" \r\n");
    if (!answer.type().isEmpty()) {
      head.append("Content-Type: ").append(answer.type()).append("\r\n");
    }
    head.append("Content-Length: ").append(body.length).append("\r\n");
    head.append(more ? "\r\n" : "Connection: close\r\n\r\n");
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.write(body);
    out.flush();
  }

  /** The port is free and every connection closed when this returns. */
  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException("a socket that cannot be closed", e);
    }
  }
}
