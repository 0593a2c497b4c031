package io.jitsioperator.simulate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RivalsTest {

  private static final Setting.Ground GROUND = new Setting.Ground(new Limits(2, 60), 20);

  @Test
  void eachHasOneUsualSettingAndFiveOrMoreThatDiffer() {
    Map<String, List<Setting>> all =
        Rivals.all().stream().collect(Collectors.groupingBy(Setting::policy));
    assertThat(all)
        .containsOnlyKeys(
            "hpa-stress",
            "hpa-cpu",
            "jitsi-autoscaler",
            "agones-count",
            "agones-percent",
            "fixed-peak")
        .allSatisfy(
            (policy, settings) -> {
              assertThat(settings).hasSizeGreaterThanOrEqualTo(5);
              assertThat(settings).filteredOn(Setting::usual).hasSize(1);
              assertThat(settings).extracting(Setting::words).doesNotHaveDuplicates();
            });
  }

  @Test
  void eachMakesThePolicyThatItNamesAnewForEveryRun() {
    assertThat(Rivals.all())
        .allSatisfy(setting -> assertThat(setting.on(GROUND).name()).isEqualTo(setting.policy()));
    Setting hpa = Rivals.all().getFirst();
    assertThat(hpa.on(GROUND)).isNotSameAs(hpa.on(GROUND));
  }

  @Test
  void aFixedPeakIsSoManyTimesWhatIsNeededAtMost() {
    List<Integer> sizes =
        Rivals.all().stream()
            .filter(setting -> setting.policy().equals("fixed-peak"))
            .map(setting -> setting.on(GROUND).decide(new Bridges(0).active(3, 0.9).sight()).size())
            .toList();
    assertThat(sizes).containsExactly(20, 22, 25, 30, 40);
  }

  @Test
  void limitsHaveAnOrder() {
    assertThatThrownBy(() -> new Limits(3, 2)).hasMessageContaining("between 3 and 2");
  }
}
