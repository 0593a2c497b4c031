package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How a bridge leaves. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Drain(
    @Default("{}")
        @JsonPropertyDescription(
            "How long a bridge that leaves waits for its calls to end by themselves, by the reason"
                + " why it leaves.")
        Patience patience,
    @Default("Move")
        @Pattern("^(Move|Wait)$")
        @JsonPropertyDescription(
            """
            What happens after that. Move (the default): Jicofo moves the participants who are left \
            to other bridges of the same version, which interrupts the sound and picture of each \
            once, for at most two seconds; if no bridge can take them, they stay. Wait: they stay \
            until they leave by themselves.""")
        String then,
    @ValidationRule(value = Rules.DURATION, message = Rules.DRAIN_TIMEOUT_MESSAGE)
        @Size(min = 2, max = 5)
        @JsonPropertyDescription(
            """
            Your last word: after this time a bridge that leaves is shut down although people are \
            on it; Jicofo then moves them, with a longer interruption. One number and a unit, m \
            (minutes), h (hours) or d (24 hours), 1 to 9999. Default: none, nobody is ever cut.""")
        @Nullable String timeout) {

  public static final String MOVE = "Move";

  /** By reason. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Patience(
      @Default("30m")
          @ValidationRule(value = Rules.PATIENCE, message = Rules.PATIENCE_MESSAGE)
          @Size(min = 2, max = 5)
          @JsonPropertyDescription(
              "When the pool has too many bridges. 0s to 9999d (s, m, h or d). Default: 30m.")
          String scaleDown,
      @Default("30m")
          @ValidationRule(value = Rules.PATIENCE, message = Rules.PATIENCE_MESSAGE)
          @Size(min = 2, max = 5)
          @JsonPropertyDescription(
              "When release or settings have changed. 0s to 9999d. Default: 30m.")
          String update,
      @Default("5m")
          @ValidationRule(value = Rules.PATIENCE, message = Rules.PATIENCE_MESSAGE)
          @Size(min = 2, max = 5)
          @JsonPropertyDescription(
              "When its node is cordoned or drained. 0s to 9999d. Default: 5m.")
          String node,
      @Default("0s")
          @ValidationRule(value = Rules.PATIENCE, message = Rules.PATIENCE_MESSAGE)
          @Size(min = 2, max = 5)
          @JsonPropertyDescription(
              "When its node is about to be taken away, as a taint of the cloud or of an autoscaler"
                  + " says: a spot node has two minutes or less. 0s to 9999d. Default: 0s.")
          String spot) {}
}
