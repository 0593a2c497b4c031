package io.jitsioperator.plan;

import io.jitsioperator.intent.Call;
import io.jitsioperator.intent.Errands;
import io.jitsioperator.intent.Mark;
import io.jitsioperator.intent.PoolWatch;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Errands as lines that somebody reads, in the order in which they are done. */
final class ErrandLines {

  private ErrandLines() {}

  static Stream<String> of(Errands errands) {
    return Stream.of(
            errands.marks().stream().map(ErrandLines::line).sorted(),
            errands.births().stream().map(pod -> "create pod " + pod.getMetadata().getName()),
            errands.calls().stream().map(ErrandLines::line).sorted(),
            watch(errands.watch()))
        .flatMap(lines -> lines);
  }

  private static String line(Mark mark) {
    return "mark %s uid %s: %s".formatted(mark.ref(), mark.uid(), text(mark.annotations()));
  }

  private static String text(Map<String, Optional<String>> annotations) {
    return new TreeMap<>(annotations)
        .entrySet().stream()
            .map(e -> e.getKey() + e.getValue().map(value -> "=" + value).orElse("-"))
            .collect(Collectors.joining(" "));
  }

  private static String line(Call call) {
    var target = call.bridge();
    var bridge = "%s at %s:%d".formatted(target.pod(), target.address(), target.port());
    return switch (call) {
      case Call.Drain drain -> "ask " + bridge + " to drain";
      case Call.Undrain undrain -> "ask " + bridge + " to drain no more";
      case Call.ShutDown(var who, var forced) ->
          "ask " + bridge + (forced ? " to shut down now" : " to shut down when it is empty");
      case Call.Move move ->
          "ask Jicofo of %s to move everybody away from %s".formatted(move.shard(), move.nick());
    };
  }

  private static Stream<String> watch(PoolWatch watch) {
    var breweries = watch.shards().stream().map(s -> "watch the brewery of " + s).sorted();
    var bridges =
        watch.bridges().stream()
            .map(t -> "watch %s at %s:%d".formatted(t.pod(), t.address(), t.port()));
    var jicofos = watch.jicofos().stream().map(s -> "watch the bridges of Jicofo of " + s).sorted();
    return Stream.of(breweries, bridges, jicofos).flatMap(lines -> lines);
  }
}
