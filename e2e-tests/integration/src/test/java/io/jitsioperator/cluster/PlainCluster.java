package io.jitsioperator.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jitsioperator.testbed.controlplane.ControlPlane;
import io.jitsioperator.testbed.network.AddressBlock;
import io.jitsioperator.testbed.process.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One control plane without nodes for all tests of this room. */
final class PlainCluster implements ParameterResolver {

  /** The shared one. */
  record Plane(
      Workspace workspace, AddressBlock addresses, ControlPlane plane, KubernetesClient admin)
      implements AutoCloseable {

    @Override
    public void close() throws Exception {
      admin.close();
      plane.close();
      addresses.close();
      workspace.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Plane.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(PlainCluster.class))
        .getOrComputeIfAbsent("plane", key -> start(), Plane.class);
  }

  private static Plane start() {
    try {
      var workspace = Workspace.create("cluster");
      var addresses = AddressBlock.claim();
      var plane = ControlPlane.start(addresses, workspace.folder("control-plane"));
      return new Plane(workspace, addresses, plane, plane.admin().client());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
