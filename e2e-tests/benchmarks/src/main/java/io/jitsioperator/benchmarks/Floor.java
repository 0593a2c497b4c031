package io.jitsioperator.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.cluster.Reading;
import io.jitsioperator.reconcile.Turns;
import io.jitsioperator.reconcile.WatchedKinds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/**
 * The least that has to be done: applies objects that are given, and nothing else. What the
 * operator needs beside this is its own cost.
 *
 * <p>It is a process of its own with the options of the operator's JVM, the operator's libraries
 * and ServiceAccount: in another JVM the same requests cost another time (the fast compiler gives
 * slower code than the benchmarks' own JVM has), and other users pass other checks of the API
 * server. As in the operator, {@link Turns#AT_ONCE} shards are written at a time, each object after
 * object, on virtual threads.
 */
final class Floor {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(FloorProcess.FIELD_MANAGER)
          .withForce(false)
          .build();

  /** One request, ready to be sent. */
  private record Request(HasMetadata object, String json) {}

  private final KubernetesClient client;
  private final Map<String, List<ObjectNode>> objects;

  private Floor(KubernetesClient client, Map<String, List<ObjectNode>> objects) {
    this.client = client;
    this.objects = objects;
  }

  /**
   * Connects to the benchmarks' JVM and works for it: a line is the name of a namespace, which is
   * answered by {@code ready}; another line starts, and is answered by {@code done}.
   *
   * @param args port to connect to, file with the objects
   */
  public static void main(String[] args) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        PrintWriter out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
        KubernetesClient client = client()) {
      Floor floor = new Floor(client, read(Path.of(args[1])));
      for (String namespace = in.readLine(); namespace != null; namespace = in.readLine()) {
        List<List<Request>> requests = floor.prepare(namespace);
        out.println("ready");
        in.readLine();
        floor.apply(requests);
        out.println("done");
      }
    }
  }

  /** The settings of the operator's own client. */
  private static KubernetesClient client() {
    Config config =
        new ConfigBuilder(Config.autoConfigure(null))
            .withUserAgent("jitsi-operator")
            .withConnectionTimeout(5_000)
            .withRequestTimeout(10_000)
            .withOnlyHttpWatches(true)
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withKubernetesSerialization(Reading.of(WatchedKinds.all()))
        .build();
  }

  private static Map<String, List<ObjectNode>> read(Path file) throws IOException {
    Map<String, List<ObjectNode>> byShard = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      ObjectNode object = (ObjectNode) JSON.readTree(line);
      String shard = owner(object).path("name").asText();
      byShard.computeIfAbsent(shard, any -> new ArrayList<>()).add(object);
    }
    return byShard;
  }

  private static ObjectNode owner(ObjectNode object) {
    return (ObjectNode) object.at("/metadata/ownerReferences/0");
  }

  /** Shards stand there already, as owners: an object without one is garbage to Kubernetes. */
  private List<List<Request>> prepare(String namespace) {
    Map<String, String> uids =
        client.resources(JitsiShard.class).inNamespace(namespace).list().getItems().stream()
            .collect(
                Collectors.toMap(
                    each -> each.getMetadata().getName(), each -> each.getMetadata().getUid()));
    List<List<Request>> requests = new ArrayList<>();
    objects.forEach(
        (shard, all) ->
            requests.add(
                all.stream().map(each -> request(each, namespace, require(uids, shard))).toList()));
    return requests;
  }

  private static String require(Map<String, String> uids, String shard) {
    String uid = uids.get(shard);
    if (uid == null) {
      throw new IllegalStateException("there is no shard " + shard + " to own its objects");
    }
    return uid;
  }

  private static Request request(ObjectNode object, String namespace, String owner) {
    ObjectNode copy = object.deepCopy();
    copy.withObject("/metadata").put("namespace", namespace);
    owner(copy).put("uid", owner);
    String json = copy.toString();
    return new Request(Serialization.unmarshal(json), json);
  }

  private void apply(List<List<Request>> shards) throws Exception {
    Semaphore writers = new Semaphore(Turns.AT_ONCE, true);
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (List<Request> shard : shards) {
        all.add(
            threads.submit(
                () -> {
                  writers.acquireUninterruptibly();
                  try {
                    shard.forEach(each -> client.resource(each.object()).patch(APPLY, each.json()));
                  } finally {
                    writers.release();
                  }
                }));
      }
    }
    for (Future<?> each : all) {
      each.get();
    }
  }
}
