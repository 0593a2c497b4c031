package io.jitsioperator.testbed.jitsi;

import io.jitsioperator.testbed.network.PodNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.function.Predicate;

/**
 * One process' answer for all Jicofos of a benchmark, at port 8888 of their pods: without bridges,
 * without conferences, and as if logged in to the main Prosody.
 */
public final class SharedJicofo implements AutoCloseable {

  private static final Map<String, String> COMPONENTS =
      Map.of(
          "av_moderation", "avmoderation.meet.jitsi",
          "breakout_rooms", "breakout.meet.jitsi");

  private final JicofoRest rest;

  private SharedJicofo(JicofoRest rest) {
    this.rest = rest;
  }

  /**
   * Answers at every address of this machine that no simulated Jicofo has for itself, those of
   * other runs included.
   *
   * @throws IOException if another program has the port
   */
  public static SharedJicofo start() throws IOException {
    return start(address -> true);
  }

  /**
   * Answers for some addresses only.
   *
   * @param pods which; connections to others are closed at once
   * @throws IOException if another program has the port
   */
  public static SharedJicofo start(Predicate<InetAddress> pods) throws IOException {
    return start(pods, JicofoRest.PORT);
  }

  static SharedJicofo start(Predicate<InetAddress> pods, int port) throws IOException {
    PodNetwork nowhere =
        (host, any) -> {
          throw new IOException("the shared Jicofo logs in nowhere");
        };
    JicofoConfig config = JicofoConfig.of(new EnvVars(Map.of("JICOFO_ENABLE_HEALTH_CHECKS", "1")));
    Jicofo idle =
        new Jicofo(config, nowhere, () -> ConferenceBook.Load.IDLE, new LogBuffer(line -> {}));
    COMPONENTS.forEach(idle::discovered);
    return new SharedJicofo(JicofoRest.start(pods, port, idle));
  }

  /** The port is free when this returns. */
  @Override
  public void close() {
    rest.close();
  }
}
