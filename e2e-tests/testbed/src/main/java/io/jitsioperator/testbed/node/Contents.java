package io.jitsioperator.testbed.node;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.jitsioperator.testbed.view.View;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a namespace offers to its pods. */
interface Contents {

  /** Keys and bytes of a Secret. */
  Optional<Map<String, byte[]>> secret(String name);

  /** Keys and bytes of a ConfigMap. */
  Optional<Map<String, byte[]>> configMap(String name);

  /** Name of the volume to which a claim is bound. */
  Optional<String> disk(String claim);

  /**
   * Services whose addresses become variables of a pod.
   *
   * @param links whether the pod wants those of its namespace ({@code enableServiceLinks}); the API
   *     server's own is always there
   */
  List<Service> services(boolean links);

  static Contents of(View view, String namespace) {
    return new Contents() {
      @Override
      public Optional<Map<String, byte[]>> secret(String name) {
        return view.get(Secret.class, namespace, name).map(each -> decoded(each.getData()));
      }

      @Override
      public Optional<Map<String, byte[]>> configMap(String name) {
        return view.get(ConfigMap.class, namespace, name)
            .map(
                each -> {
                  Map<String, byte[]> all = decoded(each.getBinaryData());
                  @Nullable Map<String, String> data = each.getData();
                  if (data != null) {
                    data.forEach((key, v) -> all.put(key, v.getBytes(StandardCharsets.UTF_8)));
                  }
                  return all;
                });
      }

      @Override
      public Optional<String> disk(String claim) {
        return view.get(PersistentVolumeClaim.class, namespace, claim)
            .filter(each -> "Bound".equals(each.getStatus().getPhase()))
            .map(each -> each.getSpec().getVolumeName());
      }

      @Override
      public List<Service> services(boolean links) {
        Stream<Service> own = links ? view.list(Service.class, namespace).stream() : Stream.of();
        Stream<Service> api = view.get(Service.class, "default", "kubernetes").stream();
        return Stream.concat(api, own).toList();
      }
    };
  }

  private static Map<String, byte[]> decoded(@Nullable Map<String, String> base64) {
    Map<String, byte[]> all = new LinkedHashMap<>();
    if (base64 != null) {
      base64.forEach((key, value) -> all.put(key, Base64.getDecoder().decode(value)));
    }
    return all;
  }
}
