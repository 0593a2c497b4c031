package io.jitsioperator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the API server wishes, heard through a real client. */
@Timeout(120)
class ThrottleTest {

  private static final String PATH = "/api/v1/namespaces/ns/configmaps/own";
  private static final Instant START = Instant.parse("2026-11-23T20:00:00Z");

  private final FakeApi api = new FakeApi();
  private Instant now = START;
  private final Throttle throttle = new Throttle(() -> now);
  private final KubernetesClient client = api.client(throttle);

  @AfterEach
  void close() {
    client.close();
    api.close();
  }

  private Duration after(int status, String retryAfter) {
    api.answer(PATH, status, "Retry-After", retryAfter);
    assertThatThrownBy(() -> client.configMaps().inNamespace("ns").withName("own").get())
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(status));
    return throttle.remaining();
  }

  @Test
  void nothingIsLeftBeforeAnythingWasRefused() {
    assertThat(throttle.remaining()).isZero();
  }

  @Test
  void theWishRunsOut() {
    assertThat(after(429, "7")).isEqualTo(Duration.ofSeconds(7));
    now = START.plusSeconds(3);
    assertThat(throttle.remaining()).isEqualTo(Duration.ofSeconds(4));
    now = START.plusSeconds(7);
    assertThat(throttle.remaining()).isZero();
    now = START.plusSeconds(8);
    assertThat(throttle.remaining()).as("never negative").isZero();
  }

  @Test
  void aServerThatIsGoingAwayMayWishToo() {
    assertThat(after(503, "2")).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void theLongerOfTwoWishesCounts() {
    after(429, "20");
    assertThat(after(429, "1")).isEqualTo(Duration.ofSeconds(20));
    assertThat(after(429, "30")).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aWishOfHoursIsTakenForAMistake() {
    assertThat(after(429, "86400")).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void whatIsNoWishIsNone() {
    assertThat(after(500, "7")).as("another error").isZero();
    assertThat(after(429, "Mon, 23 Nov 2026 20:01:00 GMT")).as("a date").isZero();
    assertThat(after(429, "-5")).as("no number of seconds").isZero();
    assertThat(after(429, "+5")).as("no number of digits only").isZero();
    assertThat(after(429, "99999999999")).as("too long a number").isZero();
  }
}
