package io.jitsioperator.testbed.node;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jitsioperator.testbed.network.AddressBlock;
import io.jitsioperator.testbed.network.Network;
import io.jitsioperator.testbed.view.View;
import java.nio.file.Path;

/**
 * What every simulated kubelet works with.
 *
 * @param client to write status and events; all reading goes through the view
 * @param view what it sees of the cluster
 * @param network what its pods reach
 * @param addresses where pods get theirs
 * @param images what it can run
 * @param settings how it behaves
 * @param folder for volumes and scratch
 * @param events what it has to say
 */
record Kubelet(
    KubernetesClient client,
    View view,
    Network network,
    AddressBlock addresses,
    Images images,
    NodeSettings settings,
    Path folder,
    PodEvents events) {}
