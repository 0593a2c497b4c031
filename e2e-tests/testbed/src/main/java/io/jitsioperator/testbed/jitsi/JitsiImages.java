package io.jitsioperator.testbed.jitsi;

import io.jitsioperator.testbed.node.Container;
import io.jitsioperator.testbed.node.ContainerSpec;
import io.jitsioperator.testbed.node.Images;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Jitsi's images: the last part of the reference (without tag and digest) says which, from whatever
 * registry.
 */
public final class JitsiImages implements Images {

  private final ConferenceBook conferences = new ConferenceBook();
  private final Orders orders = new Orders();
  private final Map<String, Container> running = new ConcurrentHashMap<>();

  /**
   * What the images write to although their root is read-only (jitsi/docker-jitsi-meet
   * docker-compose.yml@738058b4: tmpfs at {@code /run} and {@code /tmp}; Prosody checks that its
   * data can be written and ends otherwise).
   */
  private static final Map<String, List<String>> WRITABLE =
      Map.of(
          "prosody", List.of("/run", "/tmp", "/var/lib/prosody"),
          "jicofo", List.of("/run", "/tmp"),
          "jvb", List.of("/run", "/tmp"),
          "web", List.of("/run", "/tmp"));

  @Override
  public Container start(ContainerSpec spec) throws IOException {
    Container container = spec.command().isEmpty() ? program(spec) : command(spec);
    String key = key(spec.namespace(), spec.pod(), spec.container());
    running.put(key, container);
    container.exit().thenRun(() -> running.remove(key, container));
    return container;
  }

  private Container command(ContainerSpec spec) throws IOException {
    String name = name(spec.image());
    if (!WRITABLE.containsKey(name)) {
      throw noSuchImage(name, spec);
    }
    return ShellContainer.start(spec);
  }

  private static IOException noSuchImage(String name, ContainerSpec spec) {
    return new IOException(
        "ErrImagePull: the testbed has no image \"" + name + "\" (" + spec.image() + ")");
  }

  private Container program(ContainerSpec spec) throws IOException {
    String name = name(spec.image());
    for (String path : WRITABLE.getOrDefault(name, List.of())) {
      if (!spec.mounts().containsKey(path)) {
        throw new IOException(name + " cannot write to " + path + ": read-only file system");
      }
    }
    return switch (name) {
      case "prosody" -> ProsodyContainer.start(spec);
      case "jicofo" -> JicofoContainer.start(spec, conferences, orders);
      case "jvb" -> JvbContainer.start(spec, orders);
      case "web" -> WebContainer.start(spec);
      default -> throw noSuchImage(name, spec);
    };
  }

  /** {@code prosody} of {@code registry:5000/jitsi/prosody:stable-11146-2@sha256:…}. */
  private static String name(String image) {
    String path = image.replaceFirst("@.*", "");
    return path.substring(path.lastIndexOf('/') + 1).replaceFirst(":.*", "");
  }

  private static String key(String namespace, String pod, String container) {
    return namespace + "/" + pod + "/" + container;
  }

  /** Where tests say who is in a call. */
  public ConferenceBook conferences() {
    return conferences;
  }

  /**
   * From now on this hears of whatever a bridge or a Jicofo is ordered to do from outside, such as
   * {@code POST /colibri/drain/enable}: after it was obeyed, and before whoever ordered it gets an
   * answer.
   */
  public void onOrder(Consumer<String> listener) {
    orders.listener(listener);
  }

  /**
   * A container that runs now, for faults on demand.
   *
   * @param type for example {@code JicofoContainer.class}
   * @return empty if there is none, or one of another type
   */
  public <T extends Container> Optional<T> running(
      Class<T> type, String namespace, String pod, String container) {
    return Optional.ofNullable(running.get(key(namespace, pod, container)))
        .filter(type::isInstance)
        .map(type::cast);
  }
}
