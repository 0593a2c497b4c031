package io.jitsioperator.testbed.jitsi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jitsioperator.testbed.jitsi.HttpListener.Answer;
import io.jitsioperator.testbed.jitsi.HttpListener.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/** Jicofo's REST API, as far as an operator reads it. */
final class JicofoRest implements AutoCloseable {

  /** Fixed in Jicofo's reference.conf; the image has no variable for it. */
  static final int PORT = 8888;

  private static final Answer NOT_FOUND = new Answer(404, "", "");

  private final JicofoReport report;
  private final HttpListener listener;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean hung;
  private volatile Runnable beforeStats = () -> {};

  private JicofoRest(
      InetSocketAddress address, Jicofo jicofo, Orders orders, Predicate<InetAddress> pods)
      throws IOException {
    report = new JicofoReport(jicofo);
    listener = HttpListener.start(address, orders.heard(this::answer), pods);
  }

  /** Listens at a pod's address, or at every address of this machine if that is what is given. */
  static JicofoRest start(InetAddress pod, Jicofo jicofo, Orders orders) throws IOException {
    return new JicofoRest(
        new InetSocketAddress(pod, PORT),
        jicofo,
        orders,
        asked -> pod.isAnyLocalAddress() || pod.equals(asked));
  }

  /** Listens at every address of this machine, for these pods. */
  static JicofoRest start(Predicate<InetAddress> pods, int port, Jicofo jicofo) throws IOException {
    var everywhere = new InetSocketAddress(InetAddress.getByAddress(new byte[4]), port);
    return new JicofoRest(everywhere, jicofo, new Orders(), pods);
  }

  /** From now on connections are accepted and nothing is answered (true), or all is well again. */
  void hang(boolean hung) {
    this.hung = hung;
  }

  /**
   * From now on this happens after a question for {@code /stats} has come and before its answer.
   */
  void beforeStats(Runnable what) {
    beforeStats = what;
  }

  private Answer answer(Request request) throws InterruptedException {
    if (hung) {
      closed.await();
    }
    if (request.path().startsWith("/move-endpoints/")) {
      return new EndpointMover(report.jicofo()).answer(request);
    }
    return switch (request.path()) {
      case "/about/version" ->
          json(
              "{\"name\":\"JiCoFo\",\"version\":\""
                  + JicofoReport.VERSION
                  + "\",\"os\":\"Linux\"}");
      case "/about/health" -> health();
      case "/stats" -> {
        beforeStats.run();
        yield json(report.stats());
      }
      case "/debug" -> json(report.debug());
      case "/metrics" -> new Answer(200, JicofoMetrics.TYPE, JicofoMetrics.text(report));
      default -> NOT_FOUND;
    };
  }

  private Answer health() {
    if (!report.jicofo().config().healthChecks()) {
      return NOT_FOUND;
    }
    String reason = report.health();
    return reason.isEmpty()
        ? new Answer(200, "text/plain", "OK")
        : new Answer(500, "text/plain", reason);
  }

  private static Answer json(ObjectNode body) {
    return json(body.toString());
  }

  private static Answer json(String body) {
    return new Answer(200, "application/json", body);
  }

  /** The port is free when this returns. */
  @Override
  public void close() {
    listener.close();
    closed.countDown();
  }
}
