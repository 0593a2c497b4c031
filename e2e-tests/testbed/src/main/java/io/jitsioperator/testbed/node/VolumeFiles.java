package io.jitsioperator.testbed.node;

import io.fabric8.kubernetes.api.model.ConfigMapProjection;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What lies in a volume that the API server fills.
 *
 * @param fields of the pod
 * @param contents of its namespace
 * @param tokens gives a ServiceAccount token for a projection
 */
record VolumeFiles(PodFields fields, Contents contents, Tokens tokens) {

  /** One file: its bytes and its permission bits. */
  record Content(byte[] bytes, int mode) {}

  private static final int DEFAULT_MODE = 0644;
  private static final String FAILED = "FailedMount";

  /** Files by relative path; empty for a volume whose content is the pod's. */
  Optional<Map<String, Content>> of(Volume volume) throws Blocked {
    if (volume.getEmptyDir() != null || volume.getPersistentVolumeClaim() != null) {
      return Optional.empty();
    }
    Map<String, Content> files = new LinkedHashMap<>();
    if (volume.getSecret() != null) {
      var from = volume.getSecret();
      int mode = mode(from.getDefaultMode());
      secret(files, from.getSecretName(), from.getItems(), from.getOptional(), mode);
    } else if (volume.getConfigMap() != null) {
      var from = volume.getConfigMap();
      int mode = mode(from.getDefaultMode());
      configMap(files, from.getName(), from.getItems(), from.getOptional(), mode);
    } else if (volume.getDownwardAPI() != null) {
      downward(
          files,
          volume.getDownwardAPI().getItems(),
          mode(volume.getDownwardAPI().getDefaultMode()));
    } else if (volume.getProjected() != null) {
      int mode = mode(volume.getProjected().getDefaultMode());
      for (VolumeProjection each : volume.getProjected().getSources()) {
        projection(files, each, mode);
      }
    } else {
      throw new Blocked(
          FAILED, "volume " + volume.getName() + " is of a kind that is not simulated");
    }
    return Optional.of(files);
  }

  /** The disk behind a claim, by the name of its volume; empty for what is no claim. */
  Optional<String> disk(Volume volume) throws Blocked {
    if (volume.getPersistentVolumeClaim() == null) {
      return Optional.empty();
    }
    String claim = volume.getPersistentVolumeClaim().getClaimName();
    Optional<String> disk = contents.disk(claim);
    if (disk.isEmpty()) {
      throw new Blocked(FAILED, "persistentvolumeclaim \"" + claim + "\" is not bound");
    }
    return disk;
  }

  private void projection(Map<String, Content> files, VolumeProjection source, int mode)
      throws Blocked {
    if (source.getSecret() != null) {
      SecretProjection from = source.getSecret();
      secret(files, from.getName(), from.getItems(), from.getOptional(), mode);
    } else if (source.getConfigMap() != null) {
      ConfigMapProjection from = source.getConfigMap();
      configMap(files, from.getName(), from.getItems(), from.getOptional(), mode);
    } else if (source.getDownwardAPI() != null) {
      downward(files, source.getDownwardAPI().getItems(), mode);
    } else if (source.getServiceAccountToken() != null) {
      ServiceAccountTokenProjection from = source.getServiceAccountToken();
      files.put(from.getPath(), content(tokens.token(from), mode));
    } else {
      throw new Blocked(FAILED, "this projected source is not simulated: " + source);
    }
  }

  private void secret(
      Map<String, Content> files,
      String name,
      List<KeyToPath> items,
      @Nullable Boolean optional,
      int mode)
      throws Blocked {
    keys(files, contents.secret(name), "secret \"" + name + "\"", items, optional, mode);
  }

  private void configMap(
      Map<String, Content> files,
      String name,
      List<KeyToPath> items,
      @Nullable Boolean optional,
      int mode)
      throws Blocked {
    keys(files, contents.configMap(name), "configmap \"" + name + "\"", items, optional, mode);
  }

  private static void keys(
      Map<String, Content> files,
      Optional<Map<String, byte[]>> all,
      String what,
      List<KeyToPath> items,
      @Nullable Boolean optional,
      int mode)
      throws Blocked {
    boolean must = !Boolean.TRUE.equals(optional);
    if (all.isEmpty() && must) {
      throw new Blocked(FAILED, what + " not found");
    }
    Map<String, byte[]> data = all.orElse(Map.of());
    if (items.isEmpty()) {
      data.forEach((key, bytes) -> files.put(key, new Content(bytes, mode)));
    }
    for (KeyToPath item : items) {
      byte @Nullable [] bytes = data.get(item.getKey());
      if (bytes != null) {
        int own = Objects.requireNonNullElse(item.getMode(), mode);
        files.put(item.getPath(), new Content(bytes, own));
      } else if (must) {
        throw new Blocked(FAILED, what + " has no key " + item.getKey());
      }
    }
  }

  private void downward(Map<String, Content> files, List<DownwardAPIVolumeFile> items, int mode)
      throws Blocked {
    Container first = fields.pod().getSpec().getContainers().getFirst();
    for (DownwardAPIVolumeFile item : items) {
      String value =
          item.getFieldRef() != null
              ? fields.field(item.getFieldRef().getFieldPath())
              : fields.resource(item.getResourceFieldRef(), first);
      files.put(item.getPath(), content(value, Objects.requireNonNullElse(item.getMode(), mode)));
    }
  }

  private static Content content(String text, int mode) {
    return new Content(text.getBytes(StandardCharsets.UTF_8), mode);
  }

  private static int mode(@Nullable Integer mode) {
    return Objects.requireNonNullElse(mode, DEFAULT_MODE);
  }
}
