package io.jitsioperator.testbed.jitsi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A pod with a simulated bridge, mounted as an operator would do it, and its REST. */
final class JvbPod implements AutoCloseable {

  static final String ROOM = "jvbbrewery@muc.jvb.meet.jitsi";
  static final String WIRING = "/wiring/clients.conf";

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(120)).build();
  private final Shard shard;
  private final InetAddress address;
  private final Path custom;
  private final Path wiring;
  private final Map<String, String> env = new HashMap<>();

  JvbPod(Shard shard) throws IOException {
    this.shard = shard;
    this.address = Shard.address();
    this.custom = Files.createTempDirectory(shard.folder(), "config");
    this.wiring = Files.createTempDirectory(shard.folder(), "wiring");
    env(
        "JVB_DISABLE_XMPP", "1",
        "COLIBRI_REST_ENABLED", "1",
        "SHUTDOWN_REST_ENABLED", "1",
        "ENABLE_OCTO", "1",
        "JVB_OCTO_REGION", "region-a",
        "JVB_OCTO_RELAY_ID", "jvb-relay-1");
    custom("");
  }

  JvbPod env(String... more) {
    for (int i = 0; i < more.length; i += 2) {
      env.put(more[i], more[i + 1]);
    }
    return this;
  }

  /** What stands in custom-jvb.conf beside the include. */
  JvbPod custom(String hocon) throws IOException {
    Files.writeString(
        custom.resolve("custom-jvb.conf"),
        hocon + "\ninclude required(file(\"" + WIRING + "\"))\n");
    return this;
  }

  /** What the Secret outside /config holds. */
  JvbPod wiring(String hocon) throws IOException {
    Files.writeString(wiring.resolve("clients.conf"), hocon);
    return this;
  }

  /** The wiring to one shard, as an operator renders it. */
  static String client(String id, String hostname) {
    return """
    videobridge.apis.xmpp-client.configs."%s" {
      hostname = %s
      port = 6222
      domain = auth.jvb.meet.jitsi
      username = jvb
      password = jvbpw
      muc_jids = "%s"
      muc_nickname = jvb-1
      disable_certificate_verification = true
    }
    """
        .formatted(id, hostname, ROOM);
  }

  JvbContainer start() throws IOException {
    return (JvbContainer)
        shard.start("jvb", address, env, Map.of("/config", custom, "/wiring", wiring));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return get(path, Duration.ofSeconds(60));
  }

  HttpResponse<String> get(String path, Duration timeout) throws IOException, InterruptedException {
    return send(request(path).timeout(timeout));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://" + address.getHostAddress() + ":8080" + path));
  }

  /** Of an answer at another port. */
  int status(int port) throws IOException, InterruptedException {
    URI uri = URI.create("http://" + address.getHostAddress() + ":" + port + "/");
    return send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60))).statusCode();
  }

  /** A POST with a JSON body. */
  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> post(String path) throws IOException, InterruptedException {
    return send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
  }

  JsonNode stats() throws IOException, InterruptedException {
    return new ObjectMapper().readTree(get("/colibri/stats").body());
  }

  /** Whether anything listens. */
  boolean listens() throws InterruptedException {
    try {
      get("/about/version", Duration.ofSeconds(5));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
