package io.jitsioperator.testbed.jitsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebContainerTest {

  private static final String FULL_NAME = "eu1-prosody.jitsi.svc.cluster.local";

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir Path folder;
  private Shard shard;
  private InetAddress address;
  private InetAddress prosody;

  @BeforeEach
  void shard() throws Exception {
    shard = new Shard(folder);
    address = Shard.address();
    prosody = Shard.address();
    shard.service(FULL_NAME, prosody);
    shard.service("eu1-prosody", prosody);
  }

  @AfterEach
  void end() {
    shard.close();
    http.close();
  }

  private static Map<String, String> env(String... more) {
    Map<String, String> env =
        new HashMap<>(
            Map.of(
                "DISABLE_HTTPS", "1",
                "PUBLIC_URL", "https://meet.example.com",
                "XMPP_BOSH_URL_BASE", "http://" + FULL_NAME + ":5280",
                "DEPLOYMENTINFO_SHARD", "eu1"));
    for (int i = 0; i < more.length; i += 2) {
      env.put(more[i], more[i + 1]);
    }
    return env;
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://" + address.getHostAddress() + ":8000" + path);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void answersWithoutAProsody() throws Exception {
    shard.start("web", address, env());

    assertThat(get("/").statusCode()).isEqualTo(200);
    assertThat(get("/").headers().firstValue("X-Jitsi-Shard")).contains("eu1");
    assertThat(get("/SomeRoom").statusCode()).isEqualTo(200);
    assertThat(get("/http-bind").statusCode()).isEqualTo(502);
  }

  @Test
  void configTellsClientsWhereToGo() throws Exception {
    Path volume = Files.createDirectories(folder.resolve("volume"));
    Files.writeString(volume.resolve("custom-config.js"), "config.resolution = 360;\n");
    shard.start("web", address, env("DEPLOYMENTINFO_REGION", "eu"), Map.of("/config", volume));

    assertThat(get("/config.js").body())
        .contains(
            "config.hosts.domain = 'meet.jitsi';",
            "config.hosts.muc = 'muc.meet.jitsi';",
            "config.bosh = 'https://meet.example.com/http-bind';",
            "config.websocket = 'wss://meet.example.com/xmpp-websocket';",
            "config.deploymentInfo.shard = 'eu1';",
            "config.deploymentInfo.region = 'eu';")
        .endsWith("config.resolution = 360;\n");
  }

  @Test
  void anotherSchemeBreaksTheUrls() throws Exception {
    shard.start("web", address, env("PUBLIC_URL", "http://meet.example.com"));

    assertThat(get("/config.js").body())
        .contains("config.bosh = 'https://http://meet.example.com/http-bind';");
  }

  @Test
  void boshReachesProsodyUnderItsDomain() throws Exception {
    shard.start("web", address, env());
    shard.prosody(prosody, Shard.env());
    String body =
        "<body rid='1' xmlns='http://jabber.org/protocol/httpbind' to='meet.jitsi' wait='1' hold='1'"
            + " ver='1.6' xmpp:version='1.0' xmlns:xmpp='urn:xmpp:xbosh'/>";
    URI uri = URI.create("http://" + address.getHostAddress() + ":8000/http-bind?room=r");
    var request =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)).build();

    assertThat(get("/http-bind").body()).contains("BOSH");
    assertThat(get("/xmpp-websocket").statusCode()).isNotIn(404, 502);
    assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
        .contains("sid=", "ANONYMOUS");
  }

  @Test
  void aShortNameCannotBeResolved() throws Exception {
    shard.start("web", address, env("XMPP_BOSH_URL_BASE", "http://eu1-prosody:5280"));
    shard.prosody(prosody, Shard.env());

    assertThat(get("/http-bind").statusCode()).isEqualTo(502);
  }

  @Test
  void aWrongDomainIsNotServedByProsody() throws Exception {
    shard.start("web", address, env("XMPP_DOMAIN", "other.example"));
    shard.prosody(prosody, Shard.env("XMPP_MODULES", "jiconop"));
    String body =
        "<body rid='1' xmlns='http://jabber.org/protocol/httpbind' to='other.example' wait='1'"
            + " hold='1' ver='1.6' xmpp:version='1.0' xmlns:xmpp='urn:xmpp:xbosh'/>";
    URI uri = URI.create("http://" + address.getHostAddress() + ":8000/http-bind");
    var request =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)).build();

    assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
        .contains("type='terminate'");
  }

  @Test
  void killFreesThePort() throws Exception {
    shard.start("web", address, env()).kill();
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> get("/"))
        .isInstanceOf(IOException.class);
  }
}
