package io.jitsioperator.benchmarks.sizing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jitsioperator.api.v1alpha1.Autoscaling;
import io.jitsioperator.command.CommittedSchema;
import io.jitsioperator.command.Defaulter;
import io.jitsioperator.plan.sizing.Rules;
import io.jitsioperator.simulate.load.Loads;
import io.jitsioperator.simulate.policy.OperatorPolicy;
import io.jitsioperator.simulate.policy.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Our settings, each as a user writes it into {@code autoscaling}; what is not written has the
 * default of the CRD.
 */
final class Ours {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode SCHEMA =
      CommittedSchema.of("bridgepools").at("/properties/spec/properties/autoscaling");

  /** One who knows how many people come asks for that at the target stress, or for much more. */
  private static final List<Double> PER_PEAK = List.of(0.8 / 0.6, 2.0);

  private Ours() {}

  /** Those for a load; the usual one has nothing but min and max. */
  static List<Setting> on(Loads load) {
    List<Setting> all = new ArrayList<>();
    all.add(setting("nothing but min and max", true, "{}"));
    for (double target : List.of(0.5, 0.7, 0.8)) {
      all.add(setting("target " + target, false, "{\"targetStress\":%s}".formatted(target)));
    }
    for (int bridges : List.of(0, 2)) {
      all.add(
          setting(
              "headroom " + bridges, false, "{\"headroom\":{\"bridges\":%d}}".formatted(bridges)));
    }
    all.add(
        setting(
            "target 0.7, headroom 0",
            false,
            "{\"targetStress\":0.7,\"headroom\":{\"bridges\":0}}"));
    scheduled(load, all);
    return all;
  }

  private static void scheduled(Loads load, List<Setting> all) {
    switch (load) {
      case SCHOOL_BELL -> PER_PEAK.forEach(each -> all.add(scheduled("0 8 * * 1-5", "5h", each)));
      case WEBINAR -> PER_PEAK.forEach(each -> all.add(scheduled("0 1 * * *", "75m", each)));
      default -> {
        // Nobody knows beforehand who comes.
      }
    }
  }

  private static Setting scheduled(String cron, String duration, double perPeak) {
    String text =
        "{\"schedules\":[{\"schedule\":\"%s\",\"duration\":\"%s\",\"minReplicas\":1}]}"
            .formatted(cron, duration);
    return new Setting(
        Batch.OURS,
        String.format(Locale.ROOT, "schedule of %.1f × peak", perPeak),
        false,
        ground -> {
          ObjectNode asked = parse(text);
          int least = (int) Math.ceil(ground.peak() * perPeak);
          ((ObjectNode) asked.at("/schedules/0")).put("minReplicas", least);
          return policy(asked, ground);
        });
  }

  private static Setting setting(String words, boolean usual, String asked) {
    return new Setting(Batch.OURS, words, usual, ground -> policy(parse(asked), ground));
  }

  private static OperatorPolicy policy(ObjectNode asked, Setting.Ground ground) {
    asked.put("minReplicas", ground.limits().min()).put("maxReplicas", ground.limits().max());
    JsonNode complete = Defaulter.withDefaults(asked, SCHEMA);
    Autoscaling autoscaling = JSON.convertValue(complete, Autoscaling.class);
    return new OperatorPolicy(Batch.OURS, Rules.of(autoscaling));
  }

  private static ObjectNode parse(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
