package io.jitsioperator.plan.bridges;

import io.jitsioperator.world.PortRefusal;
import io.jitsioperator.world.ShardWorld.Obstacle;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the API server's sentence about a Service says of its port of the nodes. */
public final class PortAnswers {

  /** Somebody may give a port back. */
  private static final Duration BELIEVED = Duration.ofMinutes(1);

  private static final Pattern PORT = Pattern.compile("nodePort: Invalid value: ([0-9]{1,5})");
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,5})-([0-9]{1,5})");

  private PortAnswers() {}

  /** The refused port; empty if the sentence speaks of something else. */
  public static Optional<PortRefusal> of(Obstacle obstacle, Instant now) {
    var port = PORT.matcher(obstacle.message());
    if (!obstacle.ref().kind().equals("Service") || !port.find()) {
      return Optional.empty();
    }
    var rest = obstacle.message().substring(port.end());
    var range = RANGE.matcher(rest);
    var valid =
        rest.contains("valid range") && range.find()
            ? Optional.of(
                new PortRefusal.Range(
                    Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2))))
            : Optional.<PortRefusal.Range>empty();
    return Optional.of(new PortRefusal(Integer.parseInt(port.group(1)), valid, now.plus(BELIEVED)));
  }

  /** Whether it is about a port, so that another one may do. */
  static boolean isAboutPort(Obstacle obstacle) {
    return of(obstacle, Instant.EPOCH).isPresent();
  }
}
