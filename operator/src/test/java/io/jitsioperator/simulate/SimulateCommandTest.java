package io.jitsioperator.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.command.AutoscalingFiles;
import io.jitsioperator.simulate.policy.Policy;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The command line of {@code simulate}.
 *
 * <p>Seen to fail with: exit 0 for an option that is not known; a seed that does not reach the
 * load; a pool whose minReplicas is not read.
 */
class SimulateCommandTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return SimulateCommand.run(
        List.of(args), AutoscalingFiles.usual(), AutoscalingFiles::read, stream(out), stream(err));
  }

  private int run(Function<Terms, Policy> policy, String... args) {
    var policies = new Policies(Map.of("test", policy));
    return SimulateCommand.run(
        List.of(args),
        policies,
        new Asked(AutoscalingFiles.usual(), AutoscalingFiles::read),
        stream(out),
        stream(err));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    var text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text;
  }

  @Test
  void withoutOptionsItShowsATable() {
    assertThat(run()).isZero();
    assertThat(text(out).lines()).anyMatch(line -> line.startsWith("fixed "));
    assertThat(text(err)).isEmpty();
  }

  @Test
  void theSameSeedGivesTheSameJson() {
    assertThat(run("--load", "webinar", "--format", "json")).isZero();
    var first = text(out);
    assertThat(run("--load", "webinar", "--format", "json")).isZero();
    assertThat(text(out)).isEqualTo(first).contains("\"policy\" : \"fixed\"");
    assertThat(run("--load", "webinar", "--format", "json", "--seed", "2")).isZero();
    assertThat(text(out)).isNotEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--load x | --load x is not known; known are diurnal,",
        "--policy z | --policy z is not known; known are operator, fixed, hpa-stress",
        "--fault x | --fault x is not known; known are metrics-gap,",
        "--load webinar --fault no-nodes@x | --fault no-nodes@x: after the @ there should be whole"
            + " seconds from 0 to 10800, when this load ends.",
        "--load webinar --fault no-nodes@10801 | --fault no-nodes@10801: after the @ there should",
        "--seed x | Invalid value for option '--seed': 'x' is not a long. simulate --help shows",
        "--nope | Unknown option: '--nope'. simulate --help shows what there is.",
        "word | Unmatched argument at index 0: 'word'. simulate --help shows what there is.",
        "--min 5 --max 2 | --min is 5, more than --max, which is 2.",
        "--min 0 | --min is 0, but should be between 1 and 1000.",
        "--bridges 0 | --bridges is 0, but should be between 1 and 500.",
        "--target 1.5 | --target is 1.5, but should be above 0 and not above 1.",
        "--lead-time 60-20 | --lead-time is \"60-20\", but should be seconds or a range of them",
        "--node-lead-time soon | --node-lead-time is \"soon\", but should be seconds",
        "--format xml | --format is xml, but should be table or json.",
        "--plot a.gif | --plot a.gif: the file's name should end in .svg or .png.",
        "--trace /nowhere.csv | --trace /nowhere.csv: there is no such file.",
        "--trace a --load week | --load and --trace exclude each other; give one of them.",
        "--pool /nowhere.yaml | --pool: /nowhere.yaml",
      })
  void whatCannotBeDoneIsSaidInASentence(String args, String sentence) {
    assertThat(run(args.split(" "))).isEqualTo(2);
    var said = text(err);
    assertThat(said).startsWith(sentence);
    assertThat(said.lines()).hasSize(1);
    assertThat(text(out)).isEmpty();
  }

  @Test
  void helpNamesEveryOption() {
    assertThat(run("--help")).isZero();
    assertThat(text(out))
        .contains("--load", "--trace", "--policy", "--seed", "--bridges", "--fault", "--min")
        .contains("--max", "--lead-time", "--node-lead-time", "--target", "--format", "--plot")
        .contains("--pool", "--warm-nodes", "--max-nodes", "--bridges-per-node", "--shared-cpu");
  }

  @Test
  void optionsReachThePolicy(@TempDir Path folder) throws Exception {
    var told = new ArrayList<Terms>();
    var pool = folder.resolve("pool.yaml");
    Files.writeString(
        pool,
        """
        apiVersion: jitsi-operator.io/v1alpha1
        kind: BridgePool
        metadata: {name: eu1}
        spec:
          shards: [{name: eu1}]
          autoscaling: {minReplicas: 3, maxReplicas: 9, targetStress: 0.4}
        """);
    Function<Terms, Policy> policy =
        terms -> {
          told.add(terms);
          return new Fixed(terms.max());
        };
    assertThat(run(policy, "--load", "webinar", "--min", "2", "--target", "0.6")).isZero();
    assertThat(told.getLast().min()).isEqualTo(2);
    assertThat(told.getLast().max()).as("twice the bridges of the peak").isEqualTo(24);
    assertThat(told.getLast().target()).hasValue(0.6);
    assertThat(told.getLast().autoscaling()).isEqualTo(AutoscalingFiles.usual());
    var args = new String[] {"--load", "webinar", "--pool", pool.toString(), "--max", "7"};
    assertThat(run(policy, args)).isZero();
    assertThat(told.getLast().min()).isEqualTo(3);
    assertThat(told.getLast().max()).as("the option wins").isEqualTo(7);
    assertThat(told.getLast().autoscaling().targetStress()).isEqualTo(0.4);
  }

  @Test
  void aPoolWithoutAutoscalingIsNoneToTry(@TempDir Path folder) throws Exception {
    var pool = folder.resolve("pool.yaml");
    var head = "apiVersion: jitsi-operator.io/v1alpha1\nkind: BridgePool\nmetadata: {name: a}\n";
    Files.writeString(pool, head + "spec: {shards: [{name: a}]}\n");
    assertThat(run("--pool", pool.toString())).isEqualTo(2);
    assertThat(text(err)).contains("has no spec.autoscaling");
    Files.writeString(pool, "kind: [");
    assertThat(run("--pool", pool.toString())).isEqualTo(2);
    assertThat(text(err)).startsWith("--pool: " + pool);
    Files.writeString(pool, "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n");
    assertThat(run("--pool", pool.toString())).isEqualTo(2);
    assertThat(text(err)).contains("no BridgePool");
  }

  @Test
  void aTraceIsReplayed(@TempDir Path folder) throws Exception {
    var trace = folder.resolve("t.csv");
    Files.writeString(trace, "seconds,conference,participants\n0,a,10\n600,a,0\n");
    var plot = folder.resolve("t.svg");
    var args = new String[] {"--trace", trace.toString(), "--plot", plot.toString()};
    assertThat(run(args)).isZero();
    assertThat(text(out)).contains(" 100 ");
    assertThat(Files.readString(plot)).contains("<svg");
    Files.writeString(trace, "seconds,conference,participants\n0,a,many\n");
    assertThat(run(args)).isEqualTo(2);
    assertThat(text(err)).contains("t.csv, line 2: participants is \"many\"");
  }
}
