package io.jitsioperator.testbed.jitsi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jitsioperator.testbed.node.Container;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The Jicofo of a shard, the addresses of its two Prosodys, and what a test asks it. */
final class OneJicofo implements AutoCloseable {

  static final String ROOM = "jvbbrewery@muc.jvb.meet.jitsi";

  final Shard shard;
  final InetAddress main = Shard.address();
  final InetAddress brewery = Shard.address();
  final InetAddress address = Shard.address();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(120)).build();
  private final ObjectMapper json = new ObjectMapper();

  OneJicofo(Path folder) throws IOException {
    shard = new Shard(folder);
    shard.service("eu1-prosody", main);
    shard.service("eu1-brewery", brewery);
  }

  /** Starts with those variables beside those that it must have. */
  Container start(String... env) throws IOException {
    return shard.start("jicofo", address, env(env));
  }

  static Map<String, String> breweryEnv() {
    return Shard.env(
        "PROSODY_MODE", "brewery",
        "XMPP_PORT", "6222",
        "JVB_XMPP_AUTH_DOMAIN", "auth.jvb.meet.jitsi");
  }

  static Map<String, String> env(String... more) {
    Map<String, String> env =
        new HashMap<>(
            Map.of(
                "JICOFO_AUTH_PASSWORD", "focuspw",
                "XMPP_SERVER", "eu1-prosody",
                "ENABLE_JVB_XMPP_SERVER", "1",
                "JVB_XMPP_SERVER", "eu1-brewery",
                "JICOFO_ENABLE_REST", "1",
                "JICOFO_ENABLE_HEALTH_CHECKS", "1"));
    for (int i = 0; i < more.length; i += 2) {
      env.put(more[i], more[i + 1]);
    }
    return env;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return get(path, Duration.ofSeconds(60));
  }

  private HttpResponse<String> get(String path, Duration timeout)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://" + address.getHostAddress() + ":8888" + path);
    return http.send(
        HttpRequest.newBuilder(uri).timeout(timeout).build(), HttpResponse.BodyHandlers.ofString());
  }

  JsonNode getJson(String path) throws Exception {
    return json.readTree(get(path).body());
  }

  /** Whether this Jicofo does not answer; a benchmark beside us may answer for it. */
  boolean silent() throws InterruptedException {
    shard.images().conferences().set("test", "jicofo-0", new ConferenceBook.Load(77, 77));
    try {
      return !get("/stats", Duration.ofSeconds(3)).body().contains("\"conferences\":77");
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() {
    shard.close();
    http.close();
  }
}
