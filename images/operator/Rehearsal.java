import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.jitsioperator.command.CommittedSchema;
import io.jitsioperator.command.Defaulter;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * One life of the operator for an AOT cache to be recorded from: it starts, fills its caches, makes
 * one shard, and ends in order. What it speaks to answers as an API server does, and only as much
 * as that takes: there is no cluster where images are built.
 *
 * <pre>java -cp OPERATOR Rehearsal.java KEYSTORE SHARD.yaml WORK COMMAND...</pre>
 */
final class Rehearsal {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final int PORT = 18_080;
  private static final String EVERYTHING_ALLOWED =
      """
      {"incomplete": false, "nonResourceRules": [],
       "resourceRules": [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]}
      """;

  private final JsonNode shard;

  private Rehearsal(JsonNode shard) {
    this.shard = shard;
  }

  public static void main(String[] args) throws Exception {
    var all = List.of(args);
    var rehearsal = new Rehearsal(shard(Path.of(all.get(1))));
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls(Path.of(all.get(0)))));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", rehearsal::answer);
    server.start();
    int exit = play(all.subList(3, all.size()), Path.of(all.get(2)), server.getAddress().getPort());
    System.exit(exit);
  }

  private static int play(List<String> command, Path work, int port) throws Exception {
    var kubeconfig = Files.writeString(work.resolve("kubeconfig"), kubeconfig(port));
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_") || name.startsWith("JDK_"));
    builder.environment().putAll(
        Map.of("KUBECONFIG", kubeconfig.toString(), "POD_NAMESPACE", "rehearsal", "POD_NAME", "rehearsal-0",
            "JITSI_OPERATOR_HTTP_PORT", Integer.toString(PORT)));
    var log = work.resolve("operator.log").toFile();
    var operator = builder.redirectErrorStream(true).redirectOutput(log).start();
    boolean ready = awaitReady(operator);
    // The first pass over the shard, and the looks at its pods.
    TimeUnit.SECONDS.sleep(5);
    operator.destroy();
    operator.waitFor(3, TimeUnit.MINUTES);
    if (!ready) {
      System.err.println("The operator did not get ready; its log:\n" + Files.readString(log.toPath()));
    }
    return ready ? 0 : 1;
  }

  private static boolean awaitReady(Process operator) throws InterruptedException {
    for (int i = 0; i < 600 && operator.isAlive(); i++) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), PORT)) {
        socket.getOutputStream().write("GET /readyz HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        if (new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).contains(" 200 ")) {
          return true;
        }
      } catch (IOException notYet) {
        // It is asked again.
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return false;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var uri = exchange.getRequestURI();
      var body = exchange.getRequestBody().readAllBytes();
      var query = String.valueOf(uri.getQuery());
      if (query.contains("watch=true")) {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        sleep();
      } else if (body.length > 0) {
        reply(exchange, exchange.getRequestMethod().equals("POST") ? 201 : 200, accepted(body));
      } else if (uri.getPath().contains("/namespaces/") || uri.getPath().endsWith("/v1beta1")) {
        reply(exchange, 404, JSON.readTree("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":404}"));
      } else {
        reply(exchange, 200, list(uri.getPath()));
      }
    }
  }

  /** What was sent, as if stored. */
  private static JsonNode accepted(byte[] body) throws IOException {
    var tree = (ObjectNode) JSON.readTree(body);
    tree.withObjectProperty("metadata").put("uid", "uid").put("resourceVersion", "2")
        .put("creationTimestamp", Instant.now().toString());
    if (tree.path("kind").asText().equals("SelfSubjectRulesReview")) {
      tree.set("status", JSON.readTree(EVERYTHING_ALLOWED));
    }
    return tree;
  }

  private ObjectNode list(String path) {
    var list = JSON.createObjectNode();
    list.put("kind", "List").put("apiVersion", "v1").putObject("metadata").put("resourceVersion", "1");
    var items = list.putArray("items");
    if (path.endsWith("/jitsishards")) {
      items.add(shard);
    }
    return list;
  }

  private static void reply(HttpExchange exchange, int code, JsonNode tree) throws IOException {
    var bytes = JSON.writeValueAsBytes(tree);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static JsonNode shard(Path file) throws IOException {
    var tree = (ObjectNode) new YAMLMapper().readTree(file.toFile());
    var shard = (ObjectNode) Defaulter.withDefaults(tree, CommittedSchema.of("jitsishards"));
    shard.withObjectProperty("metadata").put("namespace", "rehearsal").put("uid", "uid").put("generation", 1)
        .put("resourceVersion", "1").put("creationTimestamp", Instant.now().toString());
    return shard;
  }

  private static SSLContext tls(Path keystore) throws Exception {
    var keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keystore)) {
      keys.load(in, PASSWORD);
    }
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static String kubeconfig(int port) {
    return """
        {"apiVersion": "v1", "kind": "Config", "current-context": "it",
         "clusters": [{"name": "it", "cluster": {"server": "https://127.0.0.1:%d", "insecure-skip-tls-verify": true}}],
         "users": [{"name": "it", "user": {"token": "none"}}],
         "contexts": [{"name": "it", "context": {"cluster": "it", "user": "it"}}]}
        """.formatted(port);
  }

  private static void sleep() {
    try {
      TimeUnit.HOURS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
