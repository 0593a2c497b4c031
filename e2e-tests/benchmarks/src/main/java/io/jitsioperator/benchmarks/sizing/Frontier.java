package io.jitsioperator.benchmarks.sizing;

import io.jitsioperator.benchmarks.sizing.FaultTrials.FaultTrial;
import io.jitsioperator.simulate.load.Loads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Every policy on every load: writes {@code runs.json}, {@code table.md} and a picture a load. It
 * needs nothing but a JVM, and the same scope gives the same files.
 */
public final class Frontier {

  private final Scope scope;
  private final Path folder;
  private final Consumer<String> progress;

  /**
   * Nothing runs yet.
   *
   * @param scope how much
   * @param folder into which the files go
   * @param progress takes a sentence now and then
   */
  public Frontier(Scope scope, Path folder, Consumer<String> progress) {
    this.scope = scope;
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * A figure of our usual setting on a load.
   *
   * @param load its name
   * @param overload mean, in percent
   * @param cost mean, in multiples of the bound
   * @param cutOff all of its runs together
   */
  public record Figure(String load, double overload, double cost, long cutOff) {}

  /** Runs all, writes the files, says the verdicts; returns our figures. */
  public List<Figure> run() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    progress.accept(
        "seeds %s (%s)"
            .formatted(scope.seeds(), scope.tuning() ? "for tuning" : "for the final table only"));
    List<Trial> trials = new Trials(scope, progress).run(Contestants::on);
    List<FaultTrial> faults = new FaultTrials(scope).run(Contestants.usual(Loads.DIURNAL));
    progress.accept("faults: %d runs".formatted(faults.size()));
    List<Batch> batches = Batch.of(trials);
    List<Verdict> verdicts = new Verdicts(batches, faults).all();
    write(trials, batches, faults, verdicts);
    System.out.println();
    System.out.print(Tables.summary(batches));
    System.out.println();
    verdicts.forEach(each -> System.out.println(each.line()));
    progress.accept(
        "all in %.0f s; tables, pictures and runs are in %s"
            .formatted((System.nanoTime() - begin) / 1e9, folder));
    return figures(batches);
  }

  private void write(
      List<Trial> trials, List<Batch> batches, List<FaultTrial> faults, List<Verdict> verdicts)
      throws IOException {
    Files.createDirectories(folder);
    Raw.write(trials, faults, folder.resolve("runs.json"));
    Plots.write(batches, folder);
    List<String> text = new ArrayList<>();
    text.add("## Sizing: what each policy costs and does\n");
    text.add(
        "%d seeds (%s), loads of %d full bridges at their peak, warm nodes, between %d and %d bridges; mean ± half of the 95 %% interval.\n"
            .formatted(
                scope.count(),
                scope.tuning() ? "even, for tuning" : "odd, kept for this table",
                scope.bridges(),
                scope.limits().min(),
                scope.limits().max()));
    text.add(Tables.summary(batches));
    verdicts.forEach(each -> text.add("* " + each.line()));
    text.add(Tables.all(batches));
    text.add("### With faults\n");
    text.add(Tables.faults(faults));
    Files.writeString(folder.resolve("table.md"), String.join("\n", text));
  }

  private static List<Figure> figures(List<Batch> batches) {
    return batches.stream()
        .filter(each -> each.ours() && each.usual())
        .map(
            each ->
                new Figure(
                    each.load(),
                    each.interval(Trial::overload).mean() * 100,
                    each.interval(Trial::cost).mean(),
                    each.trials().stream().mapToLong(trial -> trial.result().cutOff()).sum()))
        .toList();
  }
}
