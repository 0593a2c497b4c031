package io.jitsioperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Whatever ends, comes back by itself. */
@Scenario
@Order(2)
class RepairIT {

  /** The program of each image, by the name that the kernel has for its process. */
  private record Program(String component, String names) {}

  private static final List<Program> PROGRAMS =
      List.of(
          new Program("prosody", "prosody|lua*"),
          new Program("brewery", "prosody|lua*"),
          new Program("jicofo", "java"));

  private static final String KILL =
      "for p in /proc/[0-9]*; do case $(cat $p/comm) in %s) kill -9 ${p#/proc/};; esac; done";

  @Test
  void aDeletedPodComesBack(Operator operator, Tenant tenant) {
    operator.ready();
    Shard shard = tenant.shard("eu1").awaitReady();
    for (String component : Shard.SINGLETONS) {
      Pod before = shard.pod(component);
      Story.say("kubectl delete pod %s", before.getMetadata().getName());
      tenant.kubectl("delete", "pod", before.getMetadata().getName(), "--timeout=60s");
      shard.awaitReplacement(before);
      shard.awaitReady();
    }
  }

  /** The images' supervisor mends it; neither the kubelet nor the operator touches the pod. */
  @Test
  void aKilledProcessComesBackInItsContainer(Operator operator, Tenant tenant) {
    operator.ready();
    Shard shard = tenant.shard("eu1").awaitReady();
    List<String> uids = shard.uids();
    for (Program program : PROGRAMS) {
      Story.say("kill -9 in %s", program.component());
      String pod = shard.pod(program.component()).getMetadata().getName();
      tenant.kubectl("exec", pod, "--", "sh", "-c", KILL.formatted(program.names()));
      shard.awaitServing();
    }
    assertThat(shard.uids()).as("the same pods").isEqualTo(uids);
    assertThat(Shard.SINGLETONS).allMatch(each -> Shard.restarts(shard.pod(each)) == 0);
  }

  /** A container that ends is started again by the kubelet, in the same pod. */
  @Test
  void anEndedContainerIsStartedAgain(Operator operator, Tenant tenant) {
    operator.ready();
    Shard shard = tenant.shard("eu1").awaitReady();
    List<String> uids = shard.uids();
    for (String component : Shard.SINGLETONS) {
      Story.say("the container of %s ends", component);
      tenant.kubectl("exec", "eu1-" + component + "-0", "--", "sh", "-c", "kill -TERM 1");
      Story.eventually(
          component + " was started again",
          () -> assertThat(Shard.restarts(shard.pod(component))).isEqualTo(1));
    }
    shard.awaitServing();
    assertThat(shard.uids()).as("the same pods").isEqualTo(uids);
  }
}
