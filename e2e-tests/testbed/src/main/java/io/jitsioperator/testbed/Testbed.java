package io.jitsioperator.testbed;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jitsioperator.testbed.controlplane.ControlPlane;
import io.jitsioperator.testbed.network.AddressBlock;
import io.jitsioperator.testbed.network.Network;
import io.jitsioperator.testbed.node.Images;
import io.jitsioperator.testbed.node.NodeSettings;
import io.jitsioperator.testbed.node.SimulatedNodes;
import io.jitsioperator.testbed.process.Workspace;
import io.jitsioperator.testbed.view.View;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A Kubernetes cluster on this machine: a real control plane, simulated nodes and network. Several
 * run side by side. Nothing of it is left when it is closed or when this JVM ends in any way.
 */
public final class Testbed implements AutoCloseable {

  /** The cluster's DNS domain. */
  public static final String DOMAIN = "cluster.local";

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Workspace workspace;
  private final ControlPlane plane;
  private final KubernetesClient client;
  private final View view;
  private final Network network;
  private final SimulatedNodes nodes;

  private Testbed(Images images, NodeSettings settings) throws IOException {
    workspace = keep(Workspace.create("testbed"));
    try {
      AddressBlock addresses = keep(AddressBlock.claim());
      plane = keep(ControlPlane.start(addresses, workspace.folder("control-plane")));
      client = keep(plane.admin().client());
      KubernetesClient kubelets = keep(plane.nodes().client());
      view = keep(View.of(kubelets));
      network = new Network(view, DOMAIN);
      nodes =
          keep(
              SimulatedNodes.start(
                  kubelets, view, network, addresses, images, settings, workspace.folder("pods")));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts a testbed and returns when its nodes are registered.
   *
   * @param images what its nodes can run
   * @throws IOException with the reason and the next step if the control plane cannot start
   */
  public static Testbed start(Images images, NodeSettings settings) throws IOException {
    return new Testbed(images, settings);
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }

  /** The control plane: kubeconfigs, audit log, kubectl. */
  public ControlPlane plane() {
    return plane;
  }

  /** The user {@code admin}; do not close it. */
  public KubernetesClient client() {
    return client;
  }

  /** What nodes and network see, and the place to lie to them. */
  public View view() {
    return view;
  }

  /** Names, endpoints and NetworkPolicies. */
  public Network network() {
    return network;
  }

  /** The nodes: crash containers, cut nodes off. */
  public SimulatedNodes nodes() {
    return nodes;
  }

  /** A temporary folder that lives as long as the testbed. */
  public Workspace workspace() {
    return workspace;
  }

  /** What one needs to see when a test has failed: pods, their containers, events, last output. */
  public String evidence(String namespace) {
    return new Evidence(client, nodes).of(namespace);
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        // The rest must go all the same; what is left dies with this JVM.
        System.getLogger(Testbed.class.getName())
            .log(System.Logger.Level.WARNING, "closing the testbed", e);
      }
    }
  }
}
