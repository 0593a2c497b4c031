package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.intent.Notice;
import io.jitsioperator.plan.pool.Leave;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Events about who comes and who goes. */
final class PoolNews {

  private PoolNews() {}

  static List<Notice> of(Bridges bridges) {
    var staffing = bridges.staffing();
    var come = bridges.births().stream().map(PoolNews::born);
    var go =
        staffing.leave().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> leaves(e.getKey(), e.getValue()));
    var stay = staffing.stay().stream().map(PoolNews::stays);
    return Stream.of(come, go, stay).flatMap(each -> each).toList();
  }

  private static Notice born(Pod pod) {
    return normal("BridgeAdded", "Bridge " + pod.getMetadata().getName() + " is made.");
  }

  private static Notice leaves(String name, Leave reason) {
    return normal(
        "BridgeLeaves",
        "Bridge %s takes no new conferences and leaves when nobody is on it: %s."
            .formatted(name, why(reason)));
  }

  private static Notice stays(String name) {
    return normal("BridgeStays", "Bridge " + name + " is needed again and stays.");
  }

  private static String why(Leave reason) {
    return switch (reason) {
      case SCALE_DOWN -> "the pool has more bridges than it shall have";
      case UPDATE -> "release or settings have changed";
      case NODE -> "its node is cordoned";
      case NODE_GOING -> "its node is about to be taken away";
      case REQUESTED -> "somebody annotated it " + DrainMark.REQUEST;
      case BROKEN -> "it does not work";
      case NO_PORT -> "no node has its port free, and one has another";
      case POOL_DELETED -> "the pool is deleted";
    };
  }

  private static Notice normal(String reason, String message) {
    return new Notice(Notice.Type.NORMAL, reason, message);
  }
}
