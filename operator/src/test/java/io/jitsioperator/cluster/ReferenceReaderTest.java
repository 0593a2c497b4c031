package io.jitsioperator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.Owned;
import io.jitsioperator.world.References;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ReferenceReaderTest {

  private static final References.Names NAMES = new References.Names(Set.of("pw"), Set.of("own"));
  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final Owned NOTHING = new Owned(List.of());
  private static final String SECRET = "/api/v1/namespaces/ns/secrets/pw";
  private static final String CONFIG_MAP = "/api/v1/namespaces/ns/configmaps/own";

  private final FakeApi api = new FakeApi();
  private final KubernetesClient client = api.client();
  private Instant now = Instant.parse("2026-11-23T20:00:00Z");
  private final ReferenceReader reader = new ReferenceReader(client, "ns", () -> now);

  @AfterEach
  void close() {
    client.close();
    api.close();
  }

  private void exists(String path, String kind, String version) {
    api.answer(
        path,
        200,
        "{\"apiVersion\":\"v1\",\"kind\":\"%s\",\"metadata\":{\"name\":\"x\",\"resourceVersion\":\"%s\"}}"
            .formatted(kind, version));
  }

  private void bothExist() {
    exists(SECRET, "Secret", "1");
    exists(CONFIG_MAP, "ConfigMap", "1");
  }

  private References read() {
    return reader.read(NAMES, NOTHING);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private static String version(Lookup<ConfigMap> lookup) {
    return ((Lookup.Found<ConfigMap>) lookup).object().getMetadata().getResourceVersion();
  }

  private static Lookup<ConfigMap> map(References references) {
    return Objects.requireNonNull(references.configMaps().get("own"));
  }

  @Test
  void tellsWhatExistsFromWhatDoesNotAndFromWhatIsNotKnown() {
    exists(CONFIG_MAP, "ConfigMap", "1");
    References first = read();
    assertThat(version(map(first))).isEqualTo("1");
    assertThat(first.secrets()).containsEntry("pw", new Lookup.Missing<>());
    api.answer(SECRET, 403, FakeApi.refusal(403, "secrets are none of your business"));
    pass(A_SECOND);
    assertThat(read().secrets())
        .containsEntry("pw", new Lookup.Unknown<>("secrets are none of your business"));
  }

  @Test
  void manyPassesInASecondAskOnce() {
    bothExist();
    read();
    pass(A_SECOND.minusMillis(1));
    read();
    assertThat(api.requests()).hasSize(2);
    pass(Duration.ofMillis(1));
    exists(CONFIG_MAP, "ConfigMap", "2");
    assertThat(version(map(read()))).isEqualTo("2");
    assertThat(api.requests()).hasSize(4);
  }

  @Test
  void aReadThatFailsSaysNothingAgainstWhatWasFound() {
    bothExist();
    read();
    api.answer(CONFIG_MAP, 500, FakeApi.refusal(500, "etcd is away"));
    pass(A_SECOND);
    assertThat(version(map(read()))).isEqualTo("1");
    api.answer(CONFIG_MAP, 404, FakeApi.refusal(404, "not found"));
    pass(A_SECOND);
    assertThat(map(read())).as("this is an answer").isEqualTo(new Lookup.Missing<>());
    api.answer(CONFIG_MAP, 500, FakeApi.refusal(500, "etcd is away"));
    pass(A_SECOND);
    assertThat(map(read())).isEqualTo(new Lookup.Unknown<>("etcd is away"));
  }

  @Test
  void whatTheCachesShowIsNotAskedFor() {
    exists(CONFIG_MAP, "ConfigMap", "1");
    Secret ours =
        new SecretBuilder()
            .withNewMetadata()
            .withName("pw")
            .withNamespace("ns")
            .endMetadata()
            .build();
    References references = reader.read(NAMES, new Owned(List.of(ours)));
    assertThat(references.secrets()).containsEntry("pw", new Lookup.Found<>(ours));
    assertThat(api.requests()).extracting(FakeApi.Request::uri).containsExactly(CONFIG_MAP);
  }

  @Test
  void whatWasAskedBeforeTheCachesShowedItIsForgotten() {
    bothExist();
    read();
    Secret ours =
        new SecretBuilder()
            .withNewMetadata()
            .withName("pw")
            .withNamespace("ns")
            .endMetadata()
            .build();
    reader.read(NAMES, new Owned(List.of(ours)));
    api.answer(SECRET, 404, FakeApi.refusal(404, "not found"));
    assertThat(read().secrets()).as("deleted since").containsEntry("pw", new Lookup.Missing<>());
  }

  @Test
  void nothingAskedIsNothingToAskAgain() {
    reader.read(new References.Names(Set.of(), Set.of()), NOTHING);
    assertThat(reader.nextRead(name -> true)).isEmpty();
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void whatIsFineIsReadEveryFiveMinutesAndWhatIsNotEveryThirtySeconds() {
    bothExist();
    read();
    assertThat(reader.nextRead(name -> false)).contains(Duration.ofMinutes(5));
    assertThat(reader.nextRead("own"::equals)).contains(Duration.ofSeconds(30));
    pass(Duration.ofSeconds(10));
    assertThat(reader.nextRead("own"::equals)).contains(Duration.ofSeconds(20));
    api.answer(SECRET, 404, FakeApi.refusal(404, "not found"));
    read();
    assertThat(reader.nextRead(name -> false)).as("missing").contains(Duration.ofSeconds(30));
    exists(SECRET, "Secret", "2");
    pass(A_SECOND);
    read();
    assertThat(reader.nextRead(name -> false)).contains(Duration.ofMinutes(5));
    api.answer(CONFIG_MAP, 500, FakeApi.refusal(500, "etcd is away"));
    pass(A_SECOND);
    read();
    assertThat(reader.nextRead(name -> false)).as("failed").contains(Duration.ofSeconds(30));
  }

  @Test
  void aPassThatWasServedFromABurstIsFollowedByALookOfItsOwn() {
    bothExist();
    read();
    pass(Duration.ofMillis(400));
    read();
    assertThat(reader.nextRead(name -> false)).contains(Duration.ofMillis(600));
    pass(Duration.ofMillis(600));
    read();
    assertThat(reader.nextRead(name -> false)).contains(Duration.ofMinutes(5));
  }

  @Test
  void whatTheSpecNamesNoMoreIsNotReadAgain() {
    read();
    exists(CONFIG_MAP, "ConfigMap", "1");
    pass(A_SECOND);
    reader.read(new References.Names(Set.of(), Set.of("own")), NOTHING);
    assertThat(reader.nextRead(name -> false)).contains(Duration.ofMinutes(5));
  }
}
