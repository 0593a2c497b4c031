package io.jitsioperator.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import io.jitsioperator.simulate.load.Load;
import io.jitsioperator.simulate.load.Loads;
import io.jitsioperator.simulate.load.Trace;
import io.jitsioperator.simulate.load.TraceError;
import io.jitsioperator.simulate.policy.Policy;
import io.jitsioperator.simulate.run.Fault;
import io.jitsioperator.simulate.run.Outcome;
import io.jitsioperator.simulate.run.Simulation;
import io.jitsioperator.simulate.run.Terrain;
import io.jitsioperator.simulate.run.Terrain.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A run as it was asked for, checked.
 *
 * @param load what people do
 * @param policies what decides, one after the other
 * @param terms what they are told
 * @param terrain where the pool stands
 * @param faults what goes wrong
 */
record SimulateRun(
    Load load,
    List<Function<Terms, Policy>> policies,
    Terms terms,
    Terrain terrain,
    List<Fault> faults) {

  /** More nodes than any run needs. */
  static final int PLENTY = 100_000;

  private static final int MOST_BRIDGES = 500;
  private static final int LONGEST = 86_400;
  private static final Pattern RANGE = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

  /**
   * Checks what was asked for.
   *
   * @throws BadOption if it cannot be done
   */
  static SimulateRun of(SimulateOptions options, Policies known) {
    var autoscaling = Optional.ofNullable(options.pool).map(PoolFile::autoscaling);
    within("--bridges", options.bridges, 1, MOST_BRIDGES);
    int min = size("--min", options.min, autoscaling, "minReplicas", 1);
    int most = Math.max(min, 2 * options.bridges);
    int max = size("--max", options.max, autoscaling, "maxReplicas", most);
    if (min > max) {
      throw new BadOption("--min is " + min + ", more than --max, which is " + max + ".");
    }
    var load = load(options);
    return new SimulateRun(
        load,
        policies(options.policies, known),
        new Terms(min, max, target(options), autoscaling),
        terrain(options, min),
        options.faults.stream().map(text -> fault(text, load)).toList());
  }

  /** What comes out, one for each policy. */
  List<Outcome> outcomes() {
    return policies.stream()
        .map(policy -> Simulation.run(load, () -> policy.apply(terms), terrain, faults))
        .toList();
  }

  private static Load load(SimulateOptions options) {
    var trace = options.trace;
    var name = options.load;
    if (trace != null && name != null) {
      throw new BadOption("--load and --trace exclude each other; give one of them.");
    }
    if (trace != null) {
      try {
        return Trace.read(trace, options.seed);
      } catch (TraceError e) {
        throw new BadOption("--trace " + e.getMessage());
      }
    }
    var wanted = name == null ? Loads.DIURNAL.word() : name;
    return Loads.of(wanted)
        .orElseThrow(
            () ->
                unknown("--load", wanted, Arrays.stream(Loads.values()).map(Loads::word).toList()))
        .draw(options.seed, options.bridges);
  }

  private static List<Function<Terms, Policy>> policies(List<String> names, Policies known) {
    if (names.isEmpty()) {
      return List.copyOf(known.byName().values());
    }
    var policies = new ArrayList<Function<Terms, Policy>>();
    for (var name : names) {
      var policy = known.byName().get(name);
      if (policy == null) {
        throw unknown("--policy", name, List.copyOf(known.byName().keySet()));
      }
      policies.add(policy);
    }
    return policies;
  }

  private static Terrain terrain(SimulateOptions options, int min) {
    within("--warm-nodes", options.warmNodes, 0, PLENTY);
    within("--max-nodes", options.maxNodes, 1, PLENTY);
    within("--bridges-per-node", options.bridgesPerNode, 1, MOST_BRIDGES);
    return new Terrain(
        options.seed,
        min,
        span("--lead-time", options.leadTime),
        span("--node-lead-time", options.nodeLeadTime),
        options.bridgesPerNode,
        options.warmNodes,
        options.maxNodes,
        options.sharedCpu);
  }

  private static OptionalDouble target(SimulateOptions options) {
    var target = options.target;
    if (target == null) {
      return OptionalDouble.empty();
    }
    if (!(target > 0 && target <= 1)) {
      throw new BadOption("--target is " + target + ", but should be above 0 and not above 1.");
    }
    return OptionalDouble.of(target);
  }

  private static int size(
      String option,
      @Nullable Integer given,
      Optional<JsonNode> autoscaling,
      String field,
      int usual) {
    int size =
        given != null
            ? given
            : autoscaling.map(pool -> pool.path(field).asInt(usual)).orElse(usual);
    return within(option, size, 1, 2 * MOST_BRIDGES);
  }

  private static int within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new BadOption(
          option + " is " + value + ", but should be between " + least + " and " + most + ".");
    }
    return value;
  }

  private static Span span(String option, String text) {
    var matcher = RANGE.matcher(text);
    if (matcher.matches()) {
      int least = Integer.parseInt(matcher.group(1));
      int most = matcher.group(2) == null ? least : Integer.parseInt(matcher.group(2));
      if (least <= most && most <= LONGEST) {
        return new Span(least, most);
      }
    }
    throw new BadOption(
        option + " is \"" + text + "\", but should be seconds or a range of them, like 20-60.");
  }

  private static Fault fault(String text, Load load) {
    int at = text.indexOf('@');
    var name = at < 0 ? text : text.substring(0, at);
    var kind =
        Fault.Kind.of(name)
            .orElseThrow(
                () ->
                    unknown(
                        "--fault",
                        name,
                        Arrays.stream(Fault.Kind.values()).map(Fault.Kind::word).toList()));
    return kind.at(at < 0 ? load.end() / 2 : moment(text, text.substring(at + 1), load));
  }

  private static long moment(String fault, String seconds, Load load) {
    long most = load.end() / 1000;
    if (seconds.matches("\\d{1,9}") && Long.parseLong(seconds) <= most) {
      return 1000 * Long.parseLong(seconds);
    }
    throw new BadOption(
        "--fault "
            + fault
            + ": after the @ there should be whole seconds from 0 to "
            + most
            + ", when this load ends.");
  }

  private static BadOption unknown(String option, String name, List<String> known) {
    return new BadOption(
        option + " " + name + " is not known; known are " + String.join(", ", known) + ".");
  }
}
