package io.jitsioperator.testbed.jitsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.typesafe.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvbConfigTest {

  @TempDir Path folder;

  private JvbConfig read(String custom, String... variables) throws Exception {
    Map<String, String> env = new HashMap<>();
    for (int i = 0; i < variables.length; i += 2) {
      env.put(variables[i], variables[i + 1]);
    }
    Path conf = folder.resolve("jvb.conf");
    Files.writeString(conf, new JvbTemplate(new EnvVars(env), "jvb-0").text());
    Files.writeString(folder.resolve("custom-jvb.conf"), custom);
    return JvbConfig.read(conf.toFile(), Map.of("/wiring", folder), env);
  }

  @Test
  void defaultsAreThoseOfARealOne() throws Exception {
    JvbConfig config = read("", "JVB_DISABLE_XMPP", "1");
    assertThat(config.gracefulMaxDuration()).isEqualTo(Duration.ofHours(24));
    assertThat(config.shuttingDownDelay()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.presenceInterval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.whitelist()).isEmpty();
    assertThat(config.clients()).isEmpty();
    assertThat(config.udpPort()).isEqualTo(10000);
    assertThat(config.region()).isEmpty();
    assertThat(config.restHost()).isEqualTo("0.0.0.0");
    assertThat(config.initialDrain()).isFalse();
    assertThat(config.colibriRest()).isFalse();
  }

  @Test
  void clientsStandInAnIncludedFileWithQuotedIdsAndKeysInAnyCase() throws Exception {
    Files.writeString(
        folder.resolve("clients.conf"),
        """
        videobridge.apis.xmpp-client.configs {
          "7d3c-uid" { HOSTNAME = a, Domain = d, username = u, password = p, muc_jids = "x@y, z@y",
            muc_nickname = n, port = 6222, disable_certificate_verification = true }
          "incomplete" { hostname = a, username = u, password = p, muc_jids = "x@y" }
        }
        """);
    JvbConfig config =
        read("include required(file(\"/wiring/clients.conf\"))", "JVB_DISABLE_XMPP", "1");

    assertThat(config.clients()).hasSize(1);
    MucClientConfig client = config.clients().getFirst();
    assertThat(client.id()).isEqualTo("7d3c-uid");
    assertThat(client.hostname()).isEqualTo("a");
    assertThat(client.domain()).isEqualTo("d");
    assertThat(client.port()).isEqualTo(6222);
    assertThat(client.rooms()).containsExactly("x@y", "z@y");
    assertThat(client.verifiesCertificates()).isFalse();
  }

  @Test
  void nothingOfThisMachineIsIncludedButWhatIsMounted() {
    assertThatThrownBy(() -> read("include required(file(\"" + folder + "/jvb.conf\"))"))
        .isInstanceOf(ConfigException.IO.class)
        .hasMessageContaining("No such file or directory");
    assertThatThrownBy(() -> read("include required(file(\"/wiring/absent.conf\"))"))
        .isInstanceOf(ConfigException.IO.class)
        .hasMessageContaining("/wiring/absent.conf");
  }

  @Test
  void theFirstMistakeEndsIt() {
    assertThatThrownBy(() -> read("videobridge.shutdown.graceful-shutdown-max-duration = 1 year"))
        .isInstanceOf(ConfigException.BadValue.class);
    assertThatThrownBy(() -> read("videobridge { ")).isInstanceOf(ConfigException.Parse.class);
    assertThatThrownBy(() -> read("videobridge.relay.enabled = true"))
        .isInstanceOf(ConfigException.Missing.class)
        .hasMessageContaining("region");
  }

  @Test
  void serversOfTheVariablesBecomeShards() throws Exception {
    JvbConfig config =
        read(
            "",
            "ENABLE_JVB_XMPP_SERVER",
            "1",
            "JVB_XMPP_SERVER",
            "one,two:7222,",
            "JVB_AUTH_PASSWORD",
            "pw");
    assertThat(config.clients())
        .extracting(MucClientConfig::id, MucClientConfig::hostname, MucClientConfig::port)
        .containsExactlyInAnyOrder(tuple("shard0", "one", 6222), tuple("shard1", "two", 7222));
    assertThat(config.clients().getFirst().nickname()).isEqualTo("jvb-0");
    assertThat(config.clients().getFirst().rooms())
        .containsExactly("jvbbrewery@muc.jvb.meet.jitsi");
  }

  @Test
  void addressesAreAdvertisedWithThePortOfTheirOwnOrOurs() throws Exception {
    JvbConfig config =
        read("", "JVB_ADVERTISE_IPS", "192.0.2.1,192.0.2.2#30007", "JVB_PORT", "10003");
    assertThat(config.advertised()).containsExactly("192.0.2.1:10003", "192.0.2.2:30007");
    assertThat(config.udpPort()).isEqualTo(10003);
  }

  @Test
  void aReferenceReadsThePodsVariablesAndNotOurs() throws Exception {
    JvbConfig config =
        read("videobridge.http-servers.private.host = ${?POD_IP}", "POD_IP", "127.9.9.9");
    assertThat(config.restHost()).isEqualTo("127.9.9.9");
    assertThatThrownBy(() -> read("videobridge.version.release = ${PATH}"))
        .isInstanceOf(ConfigException.UnresolvedSubstitution.class);
  }

  @Test
  void withoutAPasswordTheSetUpRefuses() {
    assertThat(new JvbTemplate(new EnvVars(Map.of()), "jvb-0").refusal()).isPresent();
    assertThat(new JvbTemplate(new EnvVars(Map.of("JVB_DISABLE_XMPP", "1")), "jvb-0").refusal())
        .isEmpty();
  }
}
