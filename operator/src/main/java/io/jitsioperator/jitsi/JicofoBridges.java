package io.jitsioperator.jitsi;

import io.jitsioperator.world.Answer;
import io.jitsioperator.world.JicofoBridge;
import java.util.List;
import java.util.Optional;

/** Weighs what a Jicofo says of its bridges. */
final class JicofoBridges {

  private JicofoBridges() {}

  static News news(Answer<List<JicofoBridge>> before, Answer<List<JicofoBridge>> now) {
    return News.between(gist(before), gist(now), before.said(), now.said());
  }

  private record Gist(Class<?> answer, Optional<List<JicofoBridge>> bridges) {}

  private static Gist gist(Answer<List<JicofoBridge>> answer) {
    return new Gist(
        answer.getClass(),
        answer.said().map(said -> said.stream().map(JicofoBridges::gist).toList()));
  }

  /** Of the number of endpoints only whether there are any. */
  private static JicofoBridge gist(JicofoBridge bridge) {
    return new JicofoBridge(
        bridge.nick(),
        bridge.version(),
        bridge.operational(),
        bridge.overloaded(),
        bridge.drain(),
        bridge.inShutdown(),
        Integer.signum(bridge.endpoints()));
  }
}
