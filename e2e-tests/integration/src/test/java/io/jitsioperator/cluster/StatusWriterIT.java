package io.jitsioperator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionCondition;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.BridgePoolStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a real API server answers to a status. */
@ExtendWith(PlainCluster.class)
class StatusWriterIT {

  private static final Path CRDS =
      Path.of(Objects.requireNonNull(System.getProperty("repository.root")), "crds");

  private Workbench bench;

  @BeforeEach
  void open(PlainCluster.Plane plane) {
    bench = new Workbench(plane);
    var kinds = bench.admin.apiextensions().v1().customResourceDefinitions();
    var pools = kinds.load(CRDS.resolve("bridgepools.jitsi-operator.io.yaml").toFile()).item();
    bench.admin.resource(pools).serverSideApply();
    kinds
        .withName(pools.getMetadata().getName())
        .waitUntilCondition(StatusWriterIT::established, 30, TimeUnit.SECONDS);
  }

  private static boolean established(CustomResourceDefinition kind) {
    // Its conditions are null for a moment, although the client's type does not say so.
    return kind.getStatus() != null
        && Objects.requireNonNullElse(
                kind.getStatus().getConditions(), List.<CustomResourceDefinitionCondition>of())
            .stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aResourceThatHasGoneNeedsNoStatus() {
    var file = CRDS.resolve("samples/bridgepool/valid-minimal.yaml").toFile();
    BridgePool pool =
        bench.admin.resources(BridgePool.class).inNamespace(bench.namespace).load(file).create();
    var writer = new StatusWriter(bench.client, bench.metrics);
    assertThat(writer.write(pool, status(1))).as("while it exists").isPresent();
    bench.admin.resource(pool).delete();
    assertThat(writer.write(pool, status(2))).as("once it has gone").isEmpty();
    assertThat(bench.admin.resource(pool).get()).isNull();
  }

  private static BridgePoolStatus status(long generation) {
    return BridgePoolStatus.of(generation, List.of(), List.of());
  }
}
