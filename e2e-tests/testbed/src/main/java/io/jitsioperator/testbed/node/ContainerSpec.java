package io.jitsioperator.testbed.node;

import io.jitsioperator.testbed.network.PodNetwork;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a kubelet hands to a container at its start.
 *
 * @param namespace of the pod
 * @param pod name of the pod, which is also its host name
 * @param container name of the container
 * @param image full image reference as in the pod's spec
 * @param command with its arguments, instead of the image's own; empty for that
 * @param address the pod's own loopback address; every port is bound there and nowhere else
 * @param env all variables, references to Secrets, ConfigMaps and fields resolved
 * @param mounts mount path in the container to the folder on this machine that holds the volume's
 *     content <b>at this moment</b> (the kubelet updates it in place when the Secret or ConfigMap
 *     changes, as the real one does); an image that copies it at start does not see later changes
 * @param scratch an empty folder of this container start, removed after it
 * @param network the only way to reach others by name
 * @param console gets each line of the container's own program when it is printed, beside {@link
 *     Container#log()}; processes that it starts write to a file in {@code scratch}
 */
public record ContainerSpec(
    String namespace,
    String pod,
    String container,
    String image,
    List<String> command,
    InetAddress address,
    Map<String, String> env,
    Map<String, Path> mounts,
    Path scratch,
    PodNetwork network,
    Consumer<String> console) {}
