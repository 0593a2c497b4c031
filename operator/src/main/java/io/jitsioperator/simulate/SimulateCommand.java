package io.jitsioperator.simulate;

import io.jitsioperator.simulate.report.Plot;
import io.jitsioperator.simulate.report.ResultJson;
import io.jitsioperator.simulate.report.ResultTable;
import io.jitsioperator.simulate.run.Outcome;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code simulate}: what would become of a pool, under a load and a policy, in fast-forward. */
@Command(
    name = "jitsi-operator simulate",
    description =
        "Shows what becomes of a pool of bridges under a load, for several ways to size it, in"
            + " fast-forward and without a cluster.",
    sortOptions = false,
    mixinStandardHelpOptions = false,
    usageHelpAutoWidth = true)
public final class SimulateCommand implements Callable<Integer> {

  private static final List<String> FORMATS = List.of("table", "json");

  @Mixin private final SimulateOptions options = new SimulateOptions();

  @CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Prints this.")
  private boolean help;

  private final Policies policies;
  private final PrintStream out;

  private SimulateCommand(Policies policies, PrintStream out) {
    this.policies = policies;
    this.out = out;
  }

  /**
   * Runs the subcommand.
   *
   * @param args its options
   * @param out gets the results
   * @param err gets what is wrong with the options, in a sentence
   * @return 0, or 2 if it cannot be done
   */
  public static int run(List<String> args, PrintStream out, PrintStream err) {
    return run(args, Policies.known(), out, err);
  }

  static int run(List<String> args, Policies policies, PrintStream out, PrintStream err) {
    return new CommandLine(new SimulateCommand(policies, out))
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler(
            (e, given) -> refuse(err, sentence(String.valueOf(e.getMessage()))))
        .setExecutionExceptionHandler(
            (e, line, parsed) -> {
              if (e instanceof BadOption bad) {
                return refuse(err, String.valueOf(bad.getMessage()));
              }
              throw e;
            })
        .execute(args.toArray(String[]::new));
  }

  private static int refuse(PrintStream err, String sentence) {
    err.println(sentence);
    return 2;
  }

  private static String sentence(String message) {
    var line = message.lines().findFirst().orElse("");
    return line + (line.endsWith(".") ? "" : ".") + " simulate --help shows what there is.";
  }

  @Override
  public Integer call() {
    if (!FORMATS.contains(options.format)) {
      throw new BadOption("--format is " + options.format + ", but should be table or json.");
    }
    var plot = options.plot;
    if (plot != null && !Plot.knows(plot)) {
      throw new BadOption("--plot " + plot + ": the file's name should end in .svg or .png.");
    }
    var run = SimulateRun.of(options, policies);
    var outcomes = run.outcomes();
    var results = outcomes.stream().map(Outcome::result).toList();
    if (options.format.equals("json")) {
      out.println(ResultJson.text(results));
    } else {
      ResultTable.lines(results).forEach(out::println);
    }
    if (plot != null) {
      draw(run.load().name(), outcomes, plot);
    }
    return 0;
  }

  private void draw(String load, List<Outcome> outcomes, Path file) {
    try {
      Plot.write(load + ", seed " + options.seed, outcomes, file);
    } catch (IOException e) {
      throw new BadOption("--plot " + file + ": it cannot be written (" + e.getMessage() + ").");
    }
  }
}
