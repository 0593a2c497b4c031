package io.jitsioperator.testbed.jitsi;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * What tests claim about the conferences of each simulated Jicofo, beside those that people really
 * have: for tests of what the operator makes of a number. Who wants to know whether anybody was cut
 * needs a {@link Conference}.
 */
public final class ConferenceBook {

  /**
   * Conferences of one Jicofo.
   *
   * @param conferences 0 or more
   * @param participants in all of them together
   */
  public record Load(int conferences, int participants) {

    /** No conference. */
    public static final Load IDLE = new Load(0, 0);

    public Load {
      if (conferences < 0 || participants < 0) {
        throw new IllegalArgumentException(
            "no such load: " + conferences + " conferences, " + participants + " participants");
      }
    }

    /** Participants of each, spread as evenly as can be. */
    List<Integer> sizes() {
      return IntStream.range(0, conferences)
          .mapToObj(i -> participants / conferences + (i < participants % conferences ? 1 : 0))
          .toList();
    }
  }

  private final Map<String, Load> loads = new ConcurrentHashMap<>();

  /** From now on the Jicofo in this pod (of this name, in whatever incarnation) has this load. */
  public void set(String namespace, String pod, Load load) {
    loads.put(namespace + "/" + pod, load);
  }

  Load of(String namespace, String pod) {
    return loads.getOrDefault(namespace + "/" + pod, Load.IDLE);
  }
}
