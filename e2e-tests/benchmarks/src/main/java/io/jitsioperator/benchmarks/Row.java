package io.jitsioperator.benchmarks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * One figure. A row with a baseline is judged by its ratio, any other by its value.
 *
 * @param name never changes, so that runs can be compared
 * @param value what was measured
 * @param unit of value and baseline
 * @param baseline what bounds the value, measured in the same run; null if nothing does
 * @param ratio value / baseline; null without a baseline
 * @param target the most that value or ratio shall be; null if the figure is for information
 * @param met whether it is; null without a target
 * @param note for people, not in the file
 */
@JsonPropertyOrder({"name", "value", "unit", "baseline", "ratio", "target", "met"})
@JsonIgnoreProperties("note")
@JsonInclude(JsonInclude.Include.ALWAYS)
record Row(
    String name,
    double value,
    String unit,
    @Nullable Double baseline,
    @Nullable Double ratio,
    @Nullable Double target,
    @Nullable Boolean met,
    String note) {

  /** A figure for information. */
  static Row of(String name, double value, String unit, String note) {
    return new Row(name, value, unit, null, null, null, null, note);
  }

  /** A figure for information, beside its baseline. */
  static Row beside(double baseline, String name, double value, String unit, String note) {
    return new Row(name, value, unit, baseline, value / baseline, null, null, note);
  }

  /** A figure that shall not be greater than the target. */
  static Row atMost(double target, String name, double value, String unit, String note) {
    return new Row(name, value, unit, null, null, target, value <= target, note);
  }

  /** A figure that shall not be greater than so many times its baseline. */
  static Row beside(
      double baseline, double target, String name, double value, String unit, String note) {
    double ratio = value / baseline;
    return new Row(name, value, unit, baseline, ratio, target, ratio <= target, note);
  }
}
