package io.jitsioperator.testbed.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The volumes of one pod as folders on this machine. */
final class PodVolumes {

  private final Path folder;
  private final Path disks;
  private final Map<String, Path> claimed = new LinkedHashMap<>();

  /**
   * Volumes of a pod.
   *
   * @param folder an existing folder of this pod alone
   * @param disks where the disks of claims lie, which outlive pods
   */
  PodVolumes(Path folder, Path disks) {
    this.folder = folder;
    this.disks = disks;
  }

  /**
   * Makes the folders hold what the cluster holds now, in place: first at the pod's start, then at
   * every change.
   *
   * @throws Blocked with FailedMount if something that is not optional is missing
   */
  synchronized void refresh(List<Volume> volumes, VolumeFiles files) throws Blocked, IOException {
    for (Volume volume : volumes) {
      files.disk(volume).ifPresent(disk -> claimed.put(volume.getName(), disks.resolve(disk)));
      Path target = Files.createDirectories(path(volume.getName()));
      Optional<Map<String, VolumeFiles.Content>> content = files.of(volume);
      if (content.isPresent()) {
        sync(target, content.get());
      }
    }
  }

  /**
   * Mount path to folder or, with a subPath, to a file or folder that later changes of a Secret or
   * ConfigMap do not reach, as with a real kubelet.
   *
   * @param scratch a folder of this container start
   */
  synchronized Map<String, Path> mounts(List<Volume> volumes, Container container, Path scratch)
      throws Blocked, IOException {
    Map<String, Path> mounts = new LinkedHashMap<>();
    for (VolumeMount mount : container.getVolumeMounts()) {
      Volume volume =
          volumes.stream()
              .filter(each -> each.getName().equals(mount.getName()))
              .findFirst()
              .orElseThrow(() -> Blocked.config("the pod has no volume " + mount.getName()));
      if (mount.getSubPathExpr() != null) {
        throw Blocked.config("subPathExpr is not simulated");
      }
      Path whole = path(volume.getName());
      boolean sub = mount.getSubPath() != null && !mount.getSubPath().isEmpty();
      mounts.put(
          mount.getMountPath(),
          sub ? part(whole, mount.getSubPath(), isOwn(volume), scratch) : whole);
    }
    return mounts;
  }

  /** Whether its content is the pod's and not the API server's. */
  private static boolean isOwn(Volume volume) {
    return volume.getEmptyDir() != null || volume.getPersistentVolumeClaim() != null;
  }

  private static Path part(Path whole, String subPath, boolean shared, Path scratch)
      throws IOException {
    Path source = whole.resolve(subPath);
    if (shared) {
      return Files.exists(source) ? source : Files.createDirectories(source);
    }
    Path copy = scratch.resolve(".subpath-" + whole.getFileName()).resolve(subPath);
    Files.createDirectories(copy.getParent());
    if (!Files.exists(source)) {
      return Files.createDirectories(copy); // a kubelet makes an empty folder of it
    }
    try (Stream<Path> all = Files.walk(source)) {
      for (Path each : all.toList()) {
        Files.copy(
            each,
            copy.resolve(source.relativize(each).toString()),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return copy;
  }

  private static void sync(Path target, Map<String, VolumeFiles.Content> wanted)
      throws IOException {
    try (Stream<Path> present = Files.walk(target)) {
      for (Path each : present.filter(Files::isRegularFile).toList()) {
        if (!wanted.containsKey(target.relativize(each).toString())) {
          Files.delete(each);
        }
      }
    }
    for (Map.Entry<String, VolumeFiles.Content> each : wanted.entrySet()) {
      write(target.resolve(each.getKey()), each.getValue());
    }
  }

  /** By rename, so that a reader sees the old content or the new one and never a half. */
  private static void write(Path file, VolumeFiles.Content content) throws IOException {
    if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), content.bytes())) {
      return;
    }
    Files.createDirectories(file.getParent());
    Path fresh = Files.write(file.resolveSibling(".new-" + file.getFileName()), content.bytes());
    Files.setPosixFilePermissions(fresh, permissions(content.mode()));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The nine bits from owner's read to others' execute, in the order of the enum. */
  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    for (PosixFilePermission each : PosixFilePermission.values()) {
      if ((mode & (0400 >> each.ordinal())) != 0) {
        set.add(each);
      }
    }
    return set;
  }

  private Path path(String volume) {
    return claimed.getOrDefault(volume, folder.resolve("volumes").resolve(volume));
  }
}
