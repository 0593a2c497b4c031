package io.jitsioperator.testbed.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServiceNameTest {

  @Test
  void aShortNameMeansTheOwnNamespace() {
    assertThat(ServiceName.candidates("web", "eu", "cluster.local"))
        .containsExactly(new ServiceName(null, "web", "eu"));
  }

  @Test
  void twoLabelsAreAPodOfTheOwnNamespaceFirst() {
    assertThat(ServiceName.candidates("web.us", "eu", "cluster.local"))
        .containsExactly(new ServiceName("web", "us", "eu"), new ServiceName(null, "web", "us"));
  }

  @Test
  void fullNames() {
    assertThat(ServiceName.candidates("web.us.svc.cluster.local", "eu", "cluster.local"))
        .containsExactly(new ServiceName(null, "web", "us"));
    assertThat(ServiceName.candidates("a.web.us.svc.cluster.local.", "eu", "cluster.local"))
        .containsExactly(new ServiceName("a", "web", "us"));
    assertThat(ServiceName.candidates("web.us.svc", "eu", "cluster.local"))
        .contains(new ServiceName(null, "web", "us"));
  }

  @Test
  void anotherClusterDomainIsNotOurs() {
    assertThat(ServiceName.candidates("web.us.svc.cluster.local.", "eu", "k8s.example")).isEmpty();
    assertThat(ServiceName.candidates("meet.example.com.", "eu", "cluster.local")).isEmpty();
  }
}
