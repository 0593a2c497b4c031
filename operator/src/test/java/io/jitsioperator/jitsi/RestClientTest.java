package io.jitsioperator.jitsi;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.intent.Watch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class RestClientTest {

  /** A busy machine must not look like a Jicofo that hangs. */
  private static final Duration A_WHILE = Duration.ofSeconds(60);

  private final RestClient client = new RestClient(A_WHILE, A_WHILE);

  @AfterEach
  void close() {
    client.close();
  }

  private String none(OddServer server) throws Exception {
    return none(server, client);
  }

  private static String none(OddServer server, RestClient client) throws Exception {
    try (server) {
      Reply reply = client.get(server.target("a"), "/stats");
      assertThat(reply).isInstanceOf(Reply.None.class);
      return ((Reply.None) reply).why();
    }
  }

  @Test
  void bringsStatusAndBody() throws Exception {
    try (FakeJicofo jicofo = new FakeJicofo().answer("/about/health", 500, "no bridges")) {
      assertThat(client.get(jicofo.target("a"), "/about/health"))
          .isInstanceOfSatisfying(
              Reply.Body.class,
              body -> {
                assertThat(body.status()).isEqualTo(500);
                assertThat(new String(body.bytes(), StandardCharsets.UTF_8))
                    .isEqualTo("no bridges");
              });
    }
  }

  @Test
  void followsNoRedirect() throws Exception {
    try (FakeJicofo jicofo = new FakeJicofo().answer("/stats", 302, "")) {
      assertThat(client.get(jicofo.target("a"), "/stats"))
          .isInstanceOfSatisfying(
              Reply.Body.class, body -> assertThat(body.status()).isEqualTo(302));
      assertThat(jicofo.asked("/elsewhere")).isZero();
    }
  }

  @Test
  void aPortWithoutListenerRefuses() throws Exception {
    Watch.Target nobody = new Watch.Target("p", "a", "127.0.0.1", OddServer.freePort());
    assertThat(client.get(nobody, "/stats")).isEqualTo(new Reply.Refused());
  }

  @Test
  void aPortThatRefusesAfterAnAnswerRefuses() throws Exception {
    FakeJicofo jicofo = new FakeJicofo();
    assertThat(client.get(jicofo.target("a"), "/stats")).isInstanceOf(Reply.Body.class);
    jicofo.close();
    // The pooled connection breaks at some time around here; the port then refuses.
    Reply reply = client.get(jicofo.target("a"), "/stats");
    Reply again = client.get(jicofo.target("a"), "/stats");
    assertThat(reply).isNotInstanceOf(Reply.Body.class);
    assertThat(again).isEqualTo(new Reply.Refused());
  }

  @Test
  void silenceIsNoAnswer() throws Exception {
    try (RestClient hasty = new RestClient(A_WHILE, RestClient.WHOLE)) {
      assertThat(none(OddServer.hangs(), hasty)).isEqualTo("brought no whole answer within 3 s");
    }
  }

  @Test
  void aDripOfBytesIsNoAnswer() throws Exception {
    try (RestClient hasty = new RestClient(A_WHILE, RestClient.WHOLE)) {
      assertThat(none(OddServer.drips(), hasty)).isEqualTo("brought no whole answer within 3 s");
    }
  }

  @Test
  void anAddressThatSwallowsIsNoAnswer() throws Exception {
    try (RestClient hasty = new RestClient(TcpPort.PATIENCE, A_WHILE)) {
      assertThat(none(OddServer.swallows(), hasty)).isEqualTo("found no connection within 1 s");
    }
  }

  @Test
  void nonsenseIsNoAnswer() throws Exception {
    assertThat(none(OddServer.says("SSH-2.0-OpenSSH\r\n\r\n"))).startsWith("failed: ");
  }

  @Test
  void halfABodyIsNoAnswer() throws Exception {
    assertThat(none(OddServer.says("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"confer")))
        .startsWith("failed: ");
  }

  @Test
  void aConnectionThatIsClosedAtOnceIsNoAnswer() throws Exception {
    assertThat(none(OddServer.says(""))).startsWith("failed: ");
  }

  @Test
  void aBodyMayHaveTwoMebibytesAndNoMore() throws Exception {
    try (FakeJicofo jicofo = new FakeJicofo()) {
      jicofo.answer("/debug", 200, " ".repeat(RestClient.LONGEST_BODY));
      assertThat(client.get(jicofo.target("a"), "/debug")).isInstanceOf(Reply.Body.class);
      jicofo.answer("/debug", 200, " ".repeat(RestClient.LONGEST_BODY + 1));
      assertThat(client.get(jicofo.target("a"), "/debug")).isInstanceOf(Reply.None.class);
    }
  }

  @Test
  void whatIsNoAddressIsSaidSo() throws Exception {
    assertThat(client.get(new Watch.Target("p", "a", "not an address", 80), "/stats"))
        .isInstanceOfSatisfying(
            Reply.None.class, none -> assertThat(none.why()).startsWith("cannot be asked: "));
  }
}
