package io.jitsioperator.testbed.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The API server's own record of who asked what. The requests of the controller manager, the
 * scheduler, the API server itself and the simulated nodes are not recorded.
 */
public final class AuditLog {

  static final String POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived]
      rules:
        - level: None
          users:
            - system:kube-controller-manager
            - system:kube-scheduler
            - system:apiserver
            - testbed-nodes
        - level: Metadata
      """;

  private static final List<String> READS = List.of("get", "list", "watch");

  private final ObjectMapper json = new ObjectMapper();
  private final Path file;

  AuditLog(Path file) {
    this.file = file;
  }

  /**
   * One request.
   *
   * @param at when the API server got it
   * @param user who asked; the impersonated user if there is one
   * @param verb get, list, watch, create, update, patch, delete, deletecollection
   * @param group API group; empty for the core's, and for other paths
   * @param resource plural name, with {@code /subresource} if there is one; empty for other paths
   * @param namespace empty for cluster-wide requests
   * @param name empty for lists, watches and creates
   * @param code HTTP status; 0 while unknown
   */
  public record Entry(
      Instant at,
      String user,
      String verb,
      String group,
      String resource,
      String namespace,
      String name,
      int code) {

    /** Whether the request asked to change something. */
    public boolean write() {
      return !READS.contains(verb);
    }

    /** Whether this ServiceAccount asked. */
    public boolean by(String namespace, String serviceAccount) {
      return user.equals("system:serviceaccount:" + namespace + ":" + serviceAccount);
    }
  }

  /**
   * All requests that arrived at or after a moment, in the order of their answers. A watch is there
   * once, from its beginning on.
   */
  public List<Entry> since(Instant from) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines.flatMap(this::entry).filter(each -> !each.at().isBefore(from)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many requests since a moment fit. */
  public long count(Instant from, Predicate<Entry> which) {
    return since(from).stream().filter(which).count();
  }

  /** Requests since a moment that fit, counted by "verb resource": the message of a failed test. */
  public Map<String, Long> summary(Instant from, Predicate<Entry> which) {
    return since(from).stream()
        .filter(which)
        .collect(
            Collectors.groupingBy(
                each -> each.verb() + " " + each.resource(), TreeMap::new, Collectors.counting()));
  }

  private Stream<Entry> entry(String line) {
    JsonNode event;
    try {
      event = json.readTree(line);
    } catch (IOException e) {
      return Stream.empty(); // the last line may be half written
    }
    boolean watch = event.path("verb").asText().equals("watch");
    boolean begun = event.path("stage").asText().equals("ResponseStarted");
    return watch == begun ? Stream.of(entry(event)) : Stream.empty();
  }

  private static Entry entry(JsonNode event) {
    JsonNode object = event.path("objectRef");
    String subresource = object.path("subresource").asText();
    String user = event.path("impersonatedUser").path("username").asText();
    return new Entry(
        Instant.parse(event.path("requestReceivedTimestamp").asText()),
        user.isEmpty() ? event.path("user").path("username").asText() : user,
        event.path("verb").asText(),
        object.path("apiGroup").asText(),
        object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
        object.path("namespace").asText(),
        object.path("name").asText(),
        event.path("responseStatus").path("code").asInt());
  }
}
