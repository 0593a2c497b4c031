package io.jitsioperator.plan.kube;

import java.util.Map;
import java.util.TreeMap;

/**
 * Labels by Kubernetes' recommendation. Selectors are immutable, so they hold only what never
 * changes in the life of an object.
 */
public final class Labels {

  public static final String NAME = "app.kubernetes.io/name";
  public static final String INSTANCE = "app.kubernetes.io/instance";
  public static final String COMPONENT = "app.kubernetes.io/component";
  public static final String PART_OF = "app.kubernetes.io/part-of";
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  public static final String VERSION = "app.kubernetes.io/version";

  /** Value of {@link #MANAGED_BY} on everything that we make. */
  public static final String OPERATOR = "jitsi-operator";

  private static final String JITSI = "jitsi";

  /** Kubernetes takes no label value with more characters. */
  private static final int LONGEST_VALUE = 63;

  private Labels() {}

  /** What selects the pods of one component of one instance, within its namespace. */
  public static Map<String, String> selector(String instance, String component) {
    return Map.of(NAME, JITSI, INSTANCE, instance, COMPONENT, component);
  }

  /** What selects the pods of several components of one instance, but for the component. */
  public static Map<String, String> instance(String instance) {
    return Map.of(NAME, JITSI, INSTANCE, instance);
  }

  /** All labels of an object. */
  public static Map<String, String> all(String instance, String component, String version) {
    var labels = new TreeMap<>(all(instance, component));
    labels.put(VERSION, value(version));
    return labels;
  }

  /** All labels of an object that is the same in every release of Jitsi. */
  public static Map<String, String> all(String instance, String component) {
    var labels = new TreeMap<>(selector(instance, component));
    labels.put(PART_OF, JITSI);
    labels.put(MANAGED_BY, OPERATOR);
    return labels;
  }

  /** An image tag may be longer than a label, and may end in a dot or dash. */
  static String value(String text) {
    var cut = text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) : text;
    return cut.replaceAll("^[^A-Za-z0-9]+|[^A-Za-z0-9]+$", "");
  }
}
