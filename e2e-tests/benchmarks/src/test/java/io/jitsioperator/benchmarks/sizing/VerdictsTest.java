package io.jitsioperator.benchmarks.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitsioperator.benchmarks.sizing.FaultTrials.FaultTrial;
import io.jitsioperator.simulate.run.Fault;
import io.jitsioperator.simulate.run.Result;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictsTest {

  /** Overload in parts of a thousand, cost in parts of a hundred. */
  private static List<Trial> trials(
      String load, String policy, String setting, double[] overload, double[] cost) {
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < overload.length; i++) {
      trials.add(
          new Trial(
              load,
              policy,
              setting,
              setting.equals("usual"),
              2 * i + 1,
              1,
              result(policy, overload[i], cost[i], 0)));
    }
    return trials;
  }

  private static Result result(String policy, double overload, double cost, long cut) {
    return new Result(policy, overload, 1000, 0, cut, 0, cost, cost, 100, 0);
  }

  private static double[] of(double... values) {
    return values;
  }

  private static List<String> lines(List<Trial> trials) {
    return new Verdicts(Batch.of(trials), List.of()).all().stream().map(Verdict::line).toList();
  }

  private static final List<Trial> OURS =
      trials("flapping", "operator", "usual", of(1, 2, 3), of(130, 140, 150));

  @Test
  void aRivalThatIsBetterInBothIsNamed() {
    List<Trial> all = new ArrayList<>(OURS);
    all.addAll(trials("flapping", "hpa", "0.3", of(0.5, 1.4, 2.5), of(121, 129, 140)));
    assertThat(lines(all))
        .first()
        .asString()
        .startsWith(
            "MISS flapping: no setting of a rival costs less and overloads less: hpa (0.3)");
  }

  @Test
  void aRivalThatIsBetterInOneDominatesNobody() {
    List<Trial> all = new ArrayList<>(OURS);
    all.addAll(trials("flapping", "hpa", "0.3", of(0.5, 1.4, 2.5), of(141, 149, 160)));
    assertThat(lines(all)).first().asString().startsWith("PASS").contains("less: none;");
  }

  @Test
  void whatMayBeChanceIsEqual() {
    List<Trial> all = new ArrayList<>(OURS);
    // Less overload on average, but not by every seed: 0.9, 0.1, -0.4.
    all.addAll(trials("flapping", "hpa", "0.3", of(0.1, 1.9, 3.4), of(121, 129, 140)));
    assertThat(lines(all))
        .first()
        .asString()
        .startsWith("PASS")
        .endsWith("in one less and in the other not surely more: hpa (0.3)");
  }

  @Test
  void differencesAreTakenSeedBySeed() {
    // The spread between seeds is a hundred times the difference, and the same for both.
    Batch one = Batch.of(trials("x", "a", "", of(1, 101, 201), of(1, 1, 1))).getFirst();
    Batch other = Batch.of(trials("x", "b", "", of(2, 102.1, 202), of(1, 1, 1))).getFirst();
    assertThat(one.beats(other, Trial::overload)).isTrue();
    assertThat(other.beats(one, Trial::overload)).isFalse();
    assertThat(one.beats(other, Trial::cost)).isFalse();
  }

  @Test
  void otherSeedsCannotBeCompared() {
    List<Trial> shifted = trials("x", "b", "", of(1, 1, 1, 1), of(1, 1, 1, 1)).subList(1, 4);
    Batch one = Batch.of(trials("x", "a", "", of(1, 1, 1), of(1, 1, 1))).getFirst();
    assertThatThrownBy(() -> one.beats(new Batch(shifted), Trial::cost))
        .hasMessage("Seeds 1 and 3");
  }

  @Test
  void oursMustBeatEveryUsualSettingInOne() {
    List<Trial> all = new ArrayList<>(OURS);
    all.addAll(trials("flapping", "hpa", "usual", of(1, 2, 3), of(121, 129, 140)));
    all.addAll(trials("flapping", "fixed", "usual", of(9, 9, 9), of(121, 129, 140)));
    all.addAll(trials("flapping", "fixed", "small", of(1, 1, 1), of(99, 99, 99)));
    assertThat(lines(all).get(1)).startsWith("MISS").endsWith("not than hpa (usual)");
  }

  @Test
  void steadyLoadsHaveAPriceAndAQuality() {
    String asked = "diurnal: overload at most 0.1 % at 1.45 times the bound or less: ";
    assertThat(lines(trials("diurnal", "operator", "usual", of(1, 1), of(145, 145))))
        .contains("PASS " + asked + "0.100 % at 1.45");
    assertThat(lines(trials("diurnal", "operator", "usual", of(1.1, 1.1), of(145, 145))))
        .contains("MISS " + asked + "0.110 % at 1.45");
    assertThat(lines(trials("diurnal", "operator", "usual", of(1, 1), of(146, 146))))
        .contains("MISS " + asked + "0.100 % at 1.46");
    assertThat(lines(OURS)).noneMatch(line -> line.contains("1.45"));
  }

  @Test
  void whatNoSizingCanAvoidIsSaidAndIsNoRival() {
    List<Trial> all = new ArrayList<>(trials("week", "operator", "usual", of(2, 2), of(140, 140)));
    all.addAll(trials("week", "no shortage", "usual", of(1.5, 1.5), of(99, 99)));
    assertThat(lines(all))
        .contains(
            "MISS week: overload at most 0.1 % at 1.45 times the bound or less: 0.200 % at 1.40;"
                + " without any shortage it is 0.150 %")
        .anyMatch(line -> line.startsWith("PASS week: no setting of a rival"))
        .anyMatch(line -> line.endsWith("of every rival: so it is"));
  }

  @Test
  void nobodyMayBeCutOffByAnySettingOfOurs() {
    List<Trial> all = new ArrayList<>(OURS);
    for (int i = 0; i < 2; i++) {
      Result result = result("operator", 0, 100, i);
      all.add(new Trial("week", "operator", "thrifty", false, 2 * i + 1, 7, result));
    }
    assertThat(lines(all)).contains("MISS ours cuts nobody off on any load: 1 people in 5 runs");
    assertThat(lines(OURS)).contains("PASS ours cuts nobody off on any load: 0 people in 3 runs");
  }

  @Test
  void faults() {
    Trial ours = OURS.getFirst();
    Trial rival = trials("x", "hpa", "usual", of(1, 1), of(1, 1)).getFirst();
    List<FaultTrial> trials =
        List.of(
            new FaultTrial(ours, Fault.Kind.METRICS_GAP, 2, 9),
            new FaultTrial(ours, Fault.Kind.NO_NODES, 9, 9),
            new FaultTrial(ours, Fault.Kind.NOISY_NEIGHBOUR, 9, 2),
            new FaultTrial(rival, Fault.Kind.METRICS_GAP, 9, 9));
    assertThat(new Verdicts(List.of(), trials).all())
        .extracting(Verdict::line)
        .containsExactly(
            "PASS ours cuts nobody off in any fault: 0 people in 3 runs",
            "MISS ours does not shrink in a metrics gap: 2 times",
            "MISS ours grows by one at most when a neighbour is noisy: by 2");
  }

  @Test
  void withoutOursThereAreNoVerdicts() {
    assertThat(lines(trials("diurnal", "hpa", "usual", of(1, 1), of(1, 1)))).isEmpty();
  }
}
