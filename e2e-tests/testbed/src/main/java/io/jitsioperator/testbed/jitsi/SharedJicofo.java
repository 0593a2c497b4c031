package io.jitsioperator.testbed.jitsi;

import io.jitsioperator.testbed.network.PodNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/**
 * One process' answer for all Jicofos of a benchmark: it listens at port 8888 of every address of
 * this machine that no simulated Jicofo has for itself, has no bridge and no conference.
 */
public final class SharedJicofo implements AutoCloseable {

  private final JicofoRest rest;

  private SharedJicofo(JicofoRest rest) {
    this.rest = rest;
  }

  /**
   * Starts it.
   *
   * @param components type to address, as a Jicofo that is logged in to the main Prosody would have
   *     discovered, for example {@code av_moderation} to {@code avmoderation.meet.jitsi}; empty for
   *     one that is not
   * @throws IOException if another program has the port already
   */
  public static SharedJicofo start(Map<String, String> components) throws IOException {
    JicofoConfig config =
        JicofoConfig.of(new EnvVars(Map.of("JICOFO_ENABLE_HEALTH_CHECKS", "1")));
    PodNetwork nowhere =
        (host, port) -> {
          throw new IOException("the shared Jicofo logs in nowhere");
        };
    Jicofo idle = new Jicofo(config, nowhere, () -> ConferenceBook.Load.IDLE, new LogBuffer());
    components.forEach(idle::discovered);
    var everywhere =
        new InetSocketAddress(InetAddress.getByAddress(new byte[4]), JicofoRest.PORT);
    return new SharedJicofo(JicofoRest.start(everywhere, idle));
  }

  /** The port is free when this returns. */
  @Override
  public void close() {
    rest.close();
  }
}
