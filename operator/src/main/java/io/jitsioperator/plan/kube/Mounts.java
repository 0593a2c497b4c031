package io.jitsioperator.plan.kube;

import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;

/** Volumes of a pod and where its container sees them. */
public final class Mounts {

  private final List<Volume> volumes = new ArrayList<>();
  private final List<VolumeMount> places = new ArrayList<>();

  /** A directory that lives as long as the pod. */
  public Mounts scratch(String name, String path) {
    volumes.add(
        new VolumeBuilder().withName(name).withEmptyDir(new EmptyDirVolumeSource()).build());
    places.add(new VolumeMountBuilder().withName(name).withMountPath(path).build());
    return this;
  }

  /** The files of a ConfigMap. */
  public Mounts files(String name, String configMap, String path) {
    volumes.add(
        new VolumeBuilder()
            .withName(name)
            .withNewConfigMap()
            .withName(configMap)
            .endConfigMap()
            .build());
    places.add(
        new VolumeMountBuilder().withName(name).withMountPath(path).withReadOnly(true).build());
    return this;
  }

  /** One key of a Secret, as a file of the same name. */
  public Mounts secret(String name, String secret, String key, String path) {
    volumes.add(
        new VolumeBuilder()
            .withName(name)
            .withNewSecret()
            .withSecretName(secret)
            .addNewItem(key, null, key)
            .endSecret()
            .build());
    places.add(
        new VolumeMountBuilder().withName(name).withMountPath(path).withReadOnly(true).build());
    return this;
  }

  /** An annotation of the pod, as a file that follows it. */
  public Mounts annotation(String name, String annotation, String path, String file) {
    volumes.add(
        new VolumeBuilder()
            .withName(name)
            .withNewDownwardAPI()
            .addNewItem()
            .withPath(file)
            .withNewFieldRef("v1", "metadata.annotations['" + annotation + "']")
            .endItem()
            .endDownwardAPI()
            .build());
    places.add(
        new VolumeMountBuilder().withName(name).withMountPath(path).withReadOnly(true).build());
    return this;
  }

  /** A claim that the pod's StatefulSet makes. */
  public Mounts claim(String name, String path) {
    places.add(new VolumeMountBuilder().withName(name).withMountPath(path).build());
    return this;
  }

  public List<Volume> volumes() {
    return List.copyOf(volumes);
  }

  public List<VolumeMount> places() {
    return List.copyOf(places);
  }
}
