package io.jitsioperator.plan.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The disk of people's accounts: a claim template can never be changed. */
final class AccountsTest {

  private static final Stage WITH_DISK =
      Stage.running()
          .spec(spec("size: 1Gi, className: fast"))
          .without("StatefulSet", "eu1-prosody");

  @Test
  void theClaimOutlivesTheShard() {
    var set = prosody(WITH_DISK);
    var policy = set.getSpec().getPersistentVolumeClaimRetentionPolicy();
    assertEquals("Retain Retain", policy.getWhenDeleted() + " " + policy.getWhenScaled());
    assertEquals("1Gi fast", words(claim(WITH_DISK)));
  }

  @Test
  void anotherSizeOrClassIsSaidAndNotTried() {
    for (var other :
        List.of("size: 2Gi, className: fast", "size: 1Gi", "size: 1Gi, className: a")) {
      var changed = WITH_DISK.settle().spec(spec(other));
      assertEquals("1Gi fast", words(claim(changed)), other);
      assertEquals(List.of(), changed.plan().removals());
      var storage = changed.plan().status().condition("StorageReady").orElseThrow();
      assertEquals("False ClaimDiffers", storage.getStatus() + " " + storage.getReason());
      assertTrue(storage.getMessage().contains("accounts-eu1-prosody-0"), storage.getMessage());
    }
  }

  @Test
  void theSameSizeInOtherWordsIsTheSame() {
    var same = WITH_DISK.settle().spec(spec("size: 1024Mi, className: fast"));
    assertEquals("True", same.plan().status().condition("StorageReady").orElseThrow().getStatus());
  }

  @Test
  void aDiskForAShardThatRunsComesWithAStatefulSetMadeAnewAroundThePod() {
    var removals = Stage.running().spec(spec("size: 1Gi")).plan().removals();
    assertEquals(
        List.of("StatefulSet eu1-prosody ORPHANING"),
        removals.stream().map(r -> r.ref() + " " + r.manner()).toList());
  }

  @TestFactory
  Stream<DynamicTest> aClaimThatIsNotBound() {
    return Stream.of(
            new Row("pod has unbound immediate PersistentVolumeClaims.", 31, "ClaimUnbound"),
            new Row(
                "3 node(s) didn't find available persistent volumes to bind.", 31, "ClaimUnbound"),
            new Row("pod has unbound immediate PersistentVolumeClaims.", 29, "Starting"),
            // Accounts may be on it: nobody is told to delete it.
            new Row("persistentvolumeclaim bound to non-existent persistentvolume", 31, "Claimed"),
            new Row("3 Insufficient cpu.", 31, "Claimed"))
        .map(row -> DynamicTest.dynamicTest(row.toString(), () -> check(row)));
  }

  private record Row(String scheduler, int seconds, String reason) {}

  private static void check(Row row) {
    var stage =
        WITH_DISK
            .settle()
            .pod(
                Stage.PROSODY,
                pod ->
                    PodStates.unschedulable(pod, "0/3 nodes are available: " + row.scheduler())
                        .editMetadata()
                        .withCreationTimestamp(Worlds.NOW.minusSeconds(row.seconds()).toString())
                        .endMetadata());
    var storage = stage.condition("StorageReady");
    assertEquals(row.reason(), storage.getReason(), storage.getMessage());
    var pod = row.reason().equals("Claimed") ? "Unschedulable" : row.reason();
    assertEquals("False " + pod, stage.says("ProsodyReady"));
    assertTrue(
        !pod.equals("ClaimUnbound") || storage.getMessage().contains("accounts-eu1-prosody-0"),
        storage.getMessage());
  }

  @Test
  void withoutADiskNothingIsSaidOfIt() {
    assertTrue(Stage.running().plan().status().condition("StorageReady").isEmpty());
  }

  @Test
  void onlyThePeoplesAccountsLieOnIt() {
    var mounts = prosody(WITH_DISK).getSpec().getTemplate().getSpec().getContainers().getFirst();
    assertEquals(
        List.of(
            "data /var/lib/prosody",
            "hosts /var/lib/prosody/data",
            "accounts /var/lib/prosody/data/meet%2ejitsi"),
        mounts.getVolumeMounts().stream()
            .filter(m -> m.getMountPath().startsWith("/var"))
            .map(m -> m.getName() + " " + m.getMountPath())
            .toList());
  }

  private static String spec(String storage) {
    return "{ domain: meet.example.com, authentication: { type: Internal }, prosody: { storage: { "
        + storage
        + " } } }";
  }

  private static StatefulSet prosody(Stage stage) {
    return stage.plan().objects().stream()
        .filter(o -> o.getMetadata().getName().equals("eu1-prosody"))
        .filter(StatefulSet.class::isInstance)
        .map(StatefulSet.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static PersistentVolumeClaim claim(Stage stage) {
    return prosody(stage).getSpec().getVolumeClaimTemplates().getFirst();
  }

  private static String words(PersistentVolumeClaim claim) {
    return claim.getSpec().getResources().getRequests().get("storage")
        + " "
        + claim.getSpec().getStorageClassName();
  }
}
