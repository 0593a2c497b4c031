package io.jitsioperator.testbed.jitsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small rules that all images share. */
class ImageContractTest {

  @ParameterizedTest
  @CsvSource({
    "1,true",
    "true,true",
    "TRUE,true",
    "yes,true",
    "0,false",
    "false,false",
    "no,false",
    "'',true"
  })
  void booleansReadAsTheTemplatesDo(String value, boolean expected) {
    assertThat(new EnvVars(Map.of("X", value)).flag("X", true)).isEqualTo(expected);
  }

  @Test
  void emptyMeansUnset() {
    EnvVars env = new EnvVars(Map.of("X", "", "LIST", "a,,b,", "LINES", "one\\ntwo"));
    assertThat(env.text("X", "default")).isEqualTo("default");
    assertThat(env.list("LIST", ",")).containsExactly("a", "b");
    assertThat(env.list("LINES", "\\n")).containsExactly("one", "two");
  }

  @Test
  void aPortIsANumber() {
    EnvVars env = new EnvVars(Map.of("WORD", "http", "BIG", "70000"));
    assertThat(env.port("NONE", 5222)).isEqualTo(5222);
    assertThatThrownBy(() -> env.port("WORD", 1)).isInstanceOf(NumberFormatException.class);
    assertThatThrownBy(() -> env.port("BIG", 1)).hasMessageContaining("BIG is no port");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "jicofo { a = \"}\" }",
        "a = [\"x\"] # }\nb { c { } }",
        "// {{{\na = \"http://x\""
      })
  void goodHocon(String text) {
    assertThat(Hocon.parses(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "}", "a { b }}", "a = \"open", "[ }", "password = \"a\"b\""})
  void badHocon(String text) {
    assertThat(Hocon.parses(text)).isFalse();
  }

  @Test
  void configIsCopiedThroughTheLinksOfAVolume(@TempDir Path folder) throws Exception {
    Path volume = Files.createDirectories(folder.resolve("volume"));
    Path content = Files.createDirectories(volume.resolve("..2026"));
    Files.writeString(content.resolve("custom-config.js"), "x");
    Files.createSymbolicLink(volume.resolve("..data"), Path.of("..2026"));
    Files.createSymbolicLink(
        volume.resolve("custom-config.js"), Path.of("..data/custom-config.js"));
    Path copy = folder.resolve("copy");
    ConfigCopy.into(Map.of("/config", volume, "/config/nginx", content, "/other", content), copy);

    assertThat(copy.resolve("custom-config.js")).hasContent("x");
    assertThat(copy.resolve("nginx/custom-config.js")).hasContent("x");
    assertThat(copy).isDirectoryNotContaining("glob:**/..*");
  }

  @Test
  void oneServerAnswersForAllJicofosThatHaveNoneOfTheirOwn() throws Exception {
    InetAddress first = Shard.address();
    InetAddress second = Shard.address();
    InetAddress own = Shard.address();
    InetAddress foreign = Shard.address();
    List<InetAddress> pods = List.of(first, second, own);
    int port = freePort();
    try (SharedJicofo shared = SharedJicofo.start(pods::contains, port);
        HttpListener special =
            HttpListener.start(
                new InetSocketAddress(own, port),
                path -> new HttpListener.Answer(200, "", "its own"),
                own::equals);
        HttpClient http = HttpClient.newHttpClient()) {
      assertThat(shared).isNotSameAs(special);
      assertThat(body(http, first, port, "/stats?full=true")).contains("\"conferences\":0");
      assertThat(body(http, second, port, "/debug")).contains("avmoderation.meet.jitsi");
      assertThat(body(http, second, port, "/about/health")).startsWith("No operational bridges");
      assertThat(body(http, own, port, "/stats")).isEqualTo("its own");
      assertThatThrownBy(() -> body(http, foreign, port, "/stats")).isInstanceOf(IOException.class);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String body(HttpClient http, InetAddress address, int port, String path)
      throws Exception {
    URI uri = URI.create("http://" + address.getHostAddress() + ":" + port + path);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
