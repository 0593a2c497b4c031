package io.jitsioperator.testbed.jitsi;

import com.sun.net.httpserver.HttpExchange;
import io.jitsioperator.testbed.network.PodNetwork;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * nginx' {@code proxy_pass} to Prosody: the name is resolved at each request and must be a full
 * one, because nginx' own resolver knows no search domains; Prosody sees {@code Host: XMPP_DOMAIN}.
 *
 * <p>Spoken is HTTP/1.0, nginx' default towards an upstream, so that an answer ends with its
 * connection. There is no upgrade to WebSocket.
 */
final class BoshProxy {

  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

  private final URI base;
  private final String domain;
  private final PodNetwork network;
  private final LogBuffer log;

  BoshProxy(EnvVars env, PodNetwork network, LogBuffer log) {
    this.base = URI.create(env.text("XMPP_BOSH_URL_BASE", "http://xmpp.meet.jitsi:5280"));
    this.domain = ClientSite.domain(env);
    this.network = network;
    this.log = log;
  }

  /** Sends the request on and the answer back; 502 when there is no way to Prosody. */
  void forward(HttpExchange exchange, String path) throws IOException {
    byte[] answer;
    try {
      answer = ask(exchange, path);
    } catch (IOException e) {
      log.add("[error] " + path + ": " + e.getMessage());
      exchange.sendResponseHeaders(502, -1);
      return;
    }
    int status = Integer.parseInt(new String(answer, 9, 3, StandardCharsets.US_ASCII));
    int body = endOfHead(answer);
    exchange.sendResponseHeaders(status, body == answer.length ? -1 : answer.length - body);
    exchange.getResponseBody().write(answer, body, answer.length - body);
  }

  private byte[] ask(HttpExchange exchange, String path) throws IOException {
    InetSocketAddress prosody = resolve();
    byte[] body = exchange.getRequestBody().readAllBytes();
    String query = exchange.getRequestURI().getRawQuery();
    String head =
        "%s %s?prefix=&%s HTTP/1.0\r\nHost: %s\r\nX-Forwarded-For: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(
                exchange.getRequestMethod(),
                path,
                query == null ? "" : query,
                domain,
                exchange.getRemoteAddress().getAddress().getHostAddress(),
                body.length);
    try (Socket socket = new Socket()) {
      socket.connect(prosody, CONNECT_TIMEOUT_MILLIS);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(body);
      byte[] answer = read(socket.getInputStream());
      if (endOfHead(answer) < 0) {
        throw new IOException("upstream prematurely closed connection");
      }
      return answer;
    }
  }

  private InetSocketAddress resolve() throws IOException {
    String host = base.getHost();
    // name.namespace.svc.<cluster domain>, and the cluster domain has at least one label.
    if (host == null || host.split("\\.", -1).length < 4) {
      throw new IOException(host + " could not be resolved (3: Host not found)");
    }
    return network.resolve(host, base.getPort() < 0 ? 80 : base.getPort());
  }

  private static byte[] read(InputStream in) throws IOException {
    var out = new ByteArrayOutputStream();
    in.transferTo(out);
    return out.toByteArray();
  }

  /** Where the body begins; -1 if the head is not whole. */
  private static int endOfHead(byte[] answer) {
    int end = new String(answer, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
    return end < 0 ? -1 : end + 4;
  }
}
