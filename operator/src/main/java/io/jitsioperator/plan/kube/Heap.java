package io.jitsioperator.plan.kube;

import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** How much of a container's memory its Java heap may take. */
public final class Heap {

  /** What is left of the limit is for threads, classes, code and buffers beside the heap. */
  private static final BigDecimal OF_LIMIT =
      BigDecimal.TWO.divide(BigDecimal.valueOf(3), 6, RoundingMode.HALF_UP);

  private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1 << 20);

  private Heap() {}

  /** Heap for the memory limit, in mebibytes such as {@code 682m}; empty without a limit. */
  public static Optional<String> of(ResourceRequirements resources) {
    return Optional.ofNullable(resources.getLimits())
        .map(limits -> limits.get("memory"))
        .map(limit -> limit.getNumericalAmount().multiply(OF_LIMIT))
        .map(heap -> heap.divide(MEBIBYTE, 0, RoundingMode.DOWN) + "m");
  }
}
