package io.jitsioperator.plan.kube;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;

/**
 * Quantities as Kubernetes itself writes them, so that what we apply reads back as we wrote it
 * (rules: kubernetes/apimachinery pkg/api/resource/quantity.go, {@code CanonicalizeBytes}).
 */
public final class Quantities {

  private static final BigInteger KIBI = BigInteger.valueOf(1024);
  private static final BigInteger THOUSAND = BigInteger.valueOf(1000);
  private static final String[] BINARY = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
  private static final String[] DECIMAL = {"n", "u", "m", "", "k", "M", "G", "T", "P", "E"};

  /** Decimal suffixes begin at 10^-9; Kubernetes knows nothing finer and rounds up. */
  private static final int FINEST_DIGITS = 9;

  private Quantities() {}

  /** Requests and limits in canonical form; an empty map is left out. */
  public static ResourceRequirements canonical(ResourceRequirements given) {
    return new ResourceRequirementsBuilder(given)
        .withRequests(canonical(given.getRequests()))
        .withLimits(canonical(given.getLimits()))
        .build();
  }

  private static Map<String, Quantity> canonical(Map<String, Quantity> given) {
    var all = new TreeMap<String, Quantity>();
    if (given != null) {
      given.forEach((name, quantity) -> all.put(name, canonical(quantity)));
    }
    return all;
  }

  /** {@code 0.5} is {@code 500m}, {@code 1024Mi} is {@code 1Gi}, {@code 1000m} is {@code 1}. */
  public static Quantity canonical(Quantity given) {
    var value = given.getNumericalAmount();
    var format = given.getFormat() == null ? "" : given.getFormat();
    var binary = format.endsWith("i") && value.abs().compareTo(new BigDecimal(KIBI)) >= 0;
    return new Quantity(
        binary && isWhole(value) ? binary(value.toBigIntegerExact()) : decimal(value));
  }

  private static boolean isWhole(BigDecimal value) {
    return value.stripTrailingZeros().scale() <= 0;
  }

  private static String binary(BigInteger value) {
    return shortest(value, KIBI, BINARY, 0);
  }

  private static String decimal(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    var finest = value.movePointRight(FINEST_DIGITS).setScale(0, RoundingMode.UP);
    return shortest(finest.toBigIntegerExact(), THOUSAND, DECIMAL, 0);
  }

  private static String shortest(BigInteger value, BigInteger base, String[] suffixes, int at) {
    var parts = value.divideAndRemainder(base);
    return parts[1].signum() == 0 && at + 1 < suffixes.length
        ? shortest(parts[0], base, suffixes, at + 1)
        : value + suffixes[at];
  }
}
