package io.jitsioperator.testbed.controlplane;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where the API server is and who asks.
 *
 * @param server base address
 * @param authority PEM certificates to trust; absent for plain HTTP
 * @param token bearer token
 */
public record Kubeconfig(URI server, @Nullable String authority, String token) {

  /** The same identity at another address: a plain HTTP proxy in front of the API server. */
  public Kubeconfig through(URI proxy) {
    return new Kubeconfig(proxy, null, token);
  }

  /** The file as kubectl and every client library read it. */
  public String yaml() {
    String ca = authority == null ? "" : ", certificate-authority-data: " + base64(authority);
    return """
        apiVersion: v1
        kind: Config
        clusters: [{name: testbed, cluster: {server: "%s"%s}}]
        users: [{name: user, user: {token: "%s"}}]
        contexts: [{name: testbed, context: {cluster: testbed, user: user, namespace: default}}]
        current-context: testbed
        """
        .formatted(server, ca, token);
  }

  /** Writes {@link #yaml()} to a file and returns it. */
  public Path write(Path file) throws IOException {
    return Files.writeString(file, yaml());
  }

  /** A new client with this identity; the caller closes it. */
  public KubernetesClient client() {
    return new KubernetesClientBuilder().withConfig(config()).build();
  }

  private Config config() {
    ConfigBuilder builder =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(server.toString())
            .withOauthToken(token)
            .withNamespace("default")
            .withOnlyHttpWatches(true);
    return (authority == null ? builder : builder.withCaCertData(base64(authority))).build();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
