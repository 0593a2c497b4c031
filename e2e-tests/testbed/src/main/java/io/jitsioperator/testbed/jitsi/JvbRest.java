package io.jitsioperator.testbed.jitsi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jitsioperator.testbed.jitsi.HttpListener.Answer;
import io.jitsioperator.testbed.jitsi.HttpListener.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A bridge's private REST API, as far as an operator uses it.
 *
 * <p>Source: contracts §3.2 and what a real one was seen to answer.
 */
final class JvbRest implements AutoCloseable {

  static final String JSON = "application/json";
  private static final Answer OK = new Answer(200, "", "");
  private static final Answer BAD = new Answer(400, "", "");
  static final Answer NOT_FOUND = new Answer(404, "", "");
  private static final Answer NOT_ALLOWED = new Answer(405, "", "");
  private static final Answer NOT_JSON = new Answer(415, "", "");
  private static final Answer BROKEN = new Answer(500, "", "");
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Jvb jvb;
  private final JvbFaults faults;
  private final ObjectMapper mapper = new ObjectMapper();
  private final HttpListener listener;
  private volatile boolean closed;

  private JvbRest(
      InetSocketAddress address, Jvb jvb, JvbFaults faults, Orders orders, boolean reachable)
      throws IOException {
    this.jvb = jvb;
    this.faults = faults;
    InetAddress pod = address.getAddress();
    listener =
        HttpListener.start(
            address,
            orders.heard(this::answer),
            asked -> reachable && (pod.isAnyLocalAddress() || pod.equals(asked)));
  }

  /**
   * Listens at a pod's address, if the configuration does not keep it from there. Where a pod has a
   * network of its own, the machine's, it listens where the configuration says.
   */
  static JvbRest start(InetAddress pod, Jvb jvb, JvbFaults faults, Orders orders)
      throws IOException {
    String host = jvb.config().restHost();
    if (pod.isAnyLocalAddress()) {
      var configured = new InetSocketAddress(host, jvb.config().restPort());
      return new JvbRest(configured, jvb, faults, orders, true);
    }
    boolean reachable = host.equals("0.0.0.0") || host.equals(pod.getHostAddress());
    var address = new InetSocketAddress(pod, jvb.config().restPort());
    return new JvbRest(address, jvb, faults, orders, reachable);
  }

  /** The answer, as late as faults have it. */
  Answer answer(Request request) throws InterruptedException {
    while (faults.has(JvbFault.Hang.class) && !closed) {
      Thread.sleep(LOOK);
    }
    Thread.sleep(
        faults.of(JvbFault.SlowRest.class).map(JvbFault.SlowRest::by).orElse(Duration.ZERO));
    return switch (request.path()) {
      case "/about/health" -> get(request, health());
      case "/about/version" -> get(request, version());
      case "/metrics" -> get(request, metrics());
      case "/colibri/drain" -> get(request, json("{\"drain\":" + jvb.draining() + "}"));
      case "/colibri/drain/enable" -> drain(request, true);
      case "/colibri/drain/disable" -> drain(request, false);
      case "/colibri/shutdown" -> jvb.config().shutdownRest() ? shutdown(request) : NOT_FOUND;
      default -> jvb.config().colibriRest() ? colibri(request) : NOT_FOUND;
    };
  }

  /** What exists only with {@code COLIBRI_REST_ENABLED}. */
  private Answer colibri(Request request) {
    return switch (request.path()) {
      case "/colibri/stats" -> get(request, json(jvb.stats().json()));
      case "/colibri/muc-client/list" ->
          get(request, json(mapper.valueToTree(jvb.clients().ids()).toString()));
      case "/colibri/muc-client/add", "/colibri/muc-client/remove" -> change(request);
      default -> NOT_FOUND;
    };
  }

  private static Answer get(Request request, Answer answer) {
    return request.method().equals("GET") ? answer : NOT_ALLOWED;
  }

  private Answer health() {
    return jvb.sickness().map(reason -> new Answer(500, JSON, reason)).orElse(OK);
  }

  private Answer metrics() {
    return new Answer(200, JicofoMetrics.TYPE, JvbMetrics.text(jvb.stats()));
  }

  private Answer version() {
    return json("{\"name\":\"JVB\",\"version\":\"" + jvb.version() + "\",\"os\":\"Linux\"}");
  }

  private Answer drain(Request request, boolean enable) {
    if (!request.method().equals("POST")) {
      return NOT_ALLOWED;
    }
    if (enable && faults.of(JvbFault.RefuseDrain.class).isPresent()) {
      return new Answer(faults.of(JvbFault.RefuseDrain.class).get().status(), "", "");
    }
    jvb.drain(enable);
    return OK;
  }

  private Answer shutdown(Request request) {
    if (!request.method().equals("POST")) {
      return NOT_ALLOWED;
    }
    if (!request.type().equals(JSON)) {
      return NOT_JSON;
    }
    if (request.body().isBlank()) {
      return BROKEN;
    }
    JsonNode wanted = parse(request.body()).path("graceful-shutdown");
    if (!wanted.isBoolean() && !wanted.asText().matches("true|false")) {
      return BAD;
    }
    jvb.shutdown().request(wanted.asBoolean(), jvb.endpoints());
    return OK;
  }

  private Answer change(Request request) {
    if (!request.method().equals("POST")) {
      return NOT_ALLOWED;
    }
    if (!request.type().equals(JSON)) {
      return NOT_JSON;
    }
    JsonNode body = parse(request.body());
    if (body.isMissingNode()) {
      return BROKEN;
    }
    if (!body.path("id").isTextual()) {
      return BAD;
    }
    boolean done = request.path().endsWith("/add") ? add(body) : remove(body);
    return done ? OK : BAD;
  }

  /** Values that are no strings are ignored without a word. */
  private boolean add(JsonNode body) {
    Map<String, String> values = new HashMap<>();
    body.properties()
        .forEach(
            field -> {
              if (field.getValue().isTextual() && !field.getKey().equals("id")) {
                values.put(field.getKey(), field.getValue().asText());
              }
            });
    MucClientConfig config = MucClientConfig.of(body.path("id").asText(), values);
    if (config.complete()) {
      jvb.clients().add(config);
    }
    return config.complete();
  }

  private boolean remove(JsonNode body) {
    return jvb.clients().remove(body.path("id").asText());
  }

  /** Missing if it is no JSON. */
  private JsonNode parse(String body) {
    try {
      return mapper.readTree(body);
    } catch (JsonProcessingException e) {
      return mapper.missingNode();
    }
  }

  private static Answer json(String body) {
    return new Answer(200, JSON, body);
  }

  /** The port is free when this returns. */
  @Override
  public void close() {
    closed = true;
    listener.close();
  }
}
