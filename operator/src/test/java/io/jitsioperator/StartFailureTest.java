package io.jitsioperator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpConnectTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StartFailureTest {

  private final URL server = URI.create("https://10.0.0.1:443/").toURL();

  StartFailureTest() throws IOException {}

  private String sentence(int code, String said) {
    var status = new StatusBuilder().withCode(code).withMessage(said).build();
    var refused = new KubernetesClientException(said, code, status);
    return StartFailure.sentence(new IllegalStateException("start failed", refused), server);
  }

  @Test
  void whoLacksARightIsToldFileAndHelmValue() {
    assertThat(sentence(403, "may not list jitsishards"))
        .contains("may not list jitsishards", "rbac.create", "watchNamespaces")
        .contains("install/rbac-cluster.yaml", "install/one-namespace/rbac-namespace.yaml");
    assertThat(Path.of("../install/rbac-cluster.yaml")).matches(Files::exists);
    assertThat(Path.of("../install/one-namespace/rbac-namespace.yaml")).matches(Files::exists);
  }

  @Test
  void whoLacksTheKindsOrAValidTokenIsToldSo() {
    assertThat(sentence(404, "not found")).contains("Install the CRDs", "crds.install", "crds/");
    assertThat(sentence(401, "Unauthorized"))
        .contains("https://10.0.0.1:443/", "token", "Unauthorized", "service account");
  }

  @Test
  void whatKeptItFromAnAnswerIsSaid() {
    var slow = new IOException(new HttpConnectTimeoutException("connect timed out"));
    assertThat(StartFailure.sentence(new KubernetesClientException("GET /x", slow), server))
        .contains("https://10.0.0.1:443/", "connect timed out");
    // As the JDK's client says it: classes without a message.
    var refused = new IOException(null, new ConnectException());
    assertThat(StartFailure.sentence(new KubernetesClientException("GET /x", refused), server))
        .contains("nobody can be reached there (IOException, ConnectException)");
    assertThat(StartFailure.sentence(new IllegalStateException("no wire"), server))
        .isEqualTo("The operator could not start: no wire");
  }
}
