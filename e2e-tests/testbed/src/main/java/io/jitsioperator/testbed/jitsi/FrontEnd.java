package io.jitsioperator.testbed.jitsi;

import io.jitsioperator.testbed.network.Network;
import io.jitsioperator.testbed.network.Peer;
import io.jitsioperator.testbed.network.PodNetwork;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How people reach a shard: what stands before the cluster (an ingress controller, a load balancer)
 * leads its public name to the Service of web, and policies count for who comes so.
 *
 * @param network the cluster's, as somebody outside sees it
 * @param service DNS name of the Service
 * @param domain public name of the shard
 */
public record FrontEnd(PodNetwork network, String service, String domain) {

  /** Port of the Service. */
  private static final int PORT = 80;

  /** For documentation (RFC 5737): no pod has it. */
  private static final String BROWSER = "203.0.113.7";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * Where the client finds its XMPP server, by {@code config.js}.
   *
   * @param domain the XMPP host to log in to
   * @param muc host of the rooms
   * @param focus to whom the request for a conference goes
   */
  record Hosts(String domain, String muc, String focus) {}

  /**
   * Of a shard.
   *
   * @param domain its {@code spec.domain}
   */
  public static FrontEnd of(Network network, String namespace, String shard, String domain) {
    return new FrontEnd(
        network.forPeer(Peer.outside("a browser", BROWSER)),
        "%s-web.%s.svc.cluster.local".formatted(shard, namespace),
        domain);
  }

  /** One of its web front ends. */
  InetSocketAddress web() throws IOException {
    return network.resolve(service, PORT);
  }

  /**
   * Loads {@code config.js}, as the page does.
   *
   * @throws IOException if there is none, or if it sends the browser to another name
   */
  Hosts hosts(InetSocketAddress web) throws IOException, InterruptedException {
    URI uri =
        URI.create(
            "http://%s:%d/config.js".formatted(web.getAddress().getHostAddress(), web.getPort()));
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      String js =
          http.send(
                  HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      String bosh = value(js, "config.bosh");
      if (!bosh.equals("https://" + domain + "/http-bind")) {
        throw new IOException("config.js sends browsers to " + bosh + ", not to " + domain);
      }
      return new Hosts(
          value(js, "config.hosts.domain"),
          value(js, "config.hosts.muc"),
          value(js, "config.hosts.focus"));
    }
  }

  private static String value(String js, String name) throws IOException {
    Matcher line =
        Pattern.compile("^" + Pattern.quote(name) + " = '([^']*)';$", Pattern.MULTILINE)
            .matcher(js);
    if (!line.find()) {
      throw new IOException("config.js has no " + name);
    }
    return line.group(1);
  }
}
