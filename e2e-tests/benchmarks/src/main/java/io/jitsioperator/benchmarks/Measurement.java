package io.jitsioperator.benchmarks;

import java.util.List;

/** Measures one thing or a few that belong together: one small class for each. */
@FunctionalInterface
interface Measurement {

  /**
   * Measures.
   *
   * @throws Exception if there is no figure, with the reason; that the figure is bad is no reason
   */
  List<Row> rows() throws Exception;
}
