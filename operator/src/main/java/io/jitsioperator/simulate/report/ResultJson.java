package io.jitsioperator.simulate.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jitsioperator.simulate.run.Result;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Results for programs: an array, an object a policy, with the names of {@link Result}. */
public final class ResultJson {

  /** A second is 0.017 minutes and 0.0003 hours. */
  private static final int DECIMALS = 4;

  private ResultJson() {}

  /** The array, indented. */
  public static String text(List<Result> results) {
    var mapper = new ObjectMapper();
    var array = mapper.createArrayNode();
    for (var result : results) {
      ObjectNode object = mapper.valueToTree(result);
      object
          .properties()
          .forEach(
              field -> {
                if (field.getValue().isDouble()) {
                  field.setValue(object.numberNode(rounded(field.getValue().doubleValue())));
                }
              });
      array.add(object);
    }
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(array);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and a name cannot be written as JSON", e);
    }
  }

  private static BigDecimal rounded(double number) {
    return BigDecimal.valueOf(number).setScale(DECIMALS, RoundingMode.HALF_EVEN);
  }
}
