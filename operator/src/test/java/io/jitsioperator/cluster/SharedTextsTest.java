package io.jitsioperator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class SharedTextsTest {

  private final KubernetesSerialization serialization =
      new KubernetesSerialization(new ObjectMapper().registerModule(new SharedTexts()), true);

  @Test
  void equalTextsOfTwoObjectsAreOne() {
    Pod one = read(pod("10.0.0.1"));
    Pod two = read(pod("10.0.0.1"));

    assertThat(two).isEqualTo(one);
    assertThat(two.getStatus().getPodIP()).isSameAs(one.getStatus().getPodIP());
    assertThat(two.getMetadata().getLabels().get("app"))
        .isSameAs(one.getMetadata().getLabels().get("app"));
    assertThat(two.getSpec().getContainers().getFirst().getArgs().getFirst())
        .isSameAs(one.getSpec().getContainers().getFirst().getArgs().getFirst());
  }

  @Test
  void longTextsAndNoTextsAreReadAsTheyAre() {
    String message = "a sentence that does not end ".repeat(10);

    Pod read = read(pod(message));

    assertThat(read.getStatus().getPodIP()).isEqualTo(message);
    assertThat(read.getStatus().getHostIP()).isNull();
  }

  private static Pod pod(String address) {
    return new PodBuilder()
        .withNewMetadata()
        .addToLabels("app", "prosody")
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withArgs("--quiet")
        .endContainer()
        .endSpec()
        .withNewStatus()
        .withPodIP(address)
        .endStatus()
        .build();
  }

  private Pod read(Pod pod) {
    return serialization.unmarshal(serialization.asJson(pod), Pod.class);
  }
}
