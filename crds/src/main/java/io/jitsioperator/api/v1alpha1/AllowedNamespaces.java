package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.LabelSelector;
import org.jspecify.annotations.Nullable;

/** From which namespaces others may attach to a shard. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AllowedNamespaces(
    @Default("Same")
        @Pattern("^(Same|All|Selector)$")
        @JsonPropertyDescription(
            """
            Same (the default): only from the namespace of this shard. All: from every namespace, so \
            whoever may create a BridgePool anywhere gets the password of the bridges. Selector: \
            also from the namespaces whose labels match selector; the operator needs to read \
            namespaces for it (rbac.namespaces of its Helm chart, or install/rbac-namespaces.yaml).""")
        String from,
    @ValidationRule(value = Rules.EXPRESSIONS, message = Rules.EXPRESSIONS_MESSAGE)
        @JsonPropertyDescription(
            """
            Labels of the namespaces that may attach; all must match. With from: Selector only. An \
            empty one matches every namespace. One namespace by its name: matchLabels with \
            kubernetes.io/metadata.name. Whoever may label a namespace can let it in by that.""")
        @Nullable LabelSelector selector) {

  /** Only from the shard's own namespace. */
  public static final String SAME = "Same";

  /** From everywhere. */
  public static final String ALL = "All";

  /** From namespaces with matching labels, too. */
  public static final String SELECTOR = "Selector";
}
