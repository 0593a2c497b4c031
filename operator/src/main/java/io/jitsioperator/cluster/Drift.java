package io.jitsioperator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether what exists still contains what was planned.
 *
 * <p>The API server stores another form than it was sent: it fills in defaults, prunes what is
 * empty, writes quantities in its own way. None of that is drift. What others add is theirs, except
 * where the API itself treats a field as one value (selectors, rules of a NetworkPolicy).
 */
final class Drift {

  /** An addition to one of these changes its meaning, so nothing may be added. */
  private static final Set<String> WHOLE =
      Set.of(
          "selector",
          "podSelector",
          "namespaceSelector",
          "labelSelector",
          "nodeSelector",
          "ingress",
          "egress");

  private static final Set<String> QUANTITIES = Set.of("requests", "limits", "capacity");
  private static final Set<String> QUANTITY = Set.of("sizeLimit", "divisor");

  /** Lists that the API merges by a key (kubernetes/api, {@code +listMapKey}), by field name. */
  private static final Map<String, Function<JsonNode, String>> KEYED =
      Map.ofEntries(
          Map.entry("containers", e -> text(e, "name")),
          Map.entry("initContainers", e -> text(e, "name")),
          Map.entry("env", e -> text(e, "name")),
          Map.entry("volumes", e -> text(e, "name")),
          Map.entry("imagePullSecrets", e -> text(e, "name")),
          Map.entry("volumeMounts", e -> text(e, "mountPath")),
          Map.entry("ownerReferences", e -> text(e, "uid")),
          Map.entry("hostAliases", e -> text(e, "ip")),
          Map.entry(
              "topologySpreadConstraints",
              e -> text(e, "topologyKey") + "/" + text(e, "whenUnsatisfiable")),
          Map.entry("ports", Drift::portKey));

  private Drift() {}

  /** Where in the object we are; {@code whole} = nothing may be added from here on. */
  private record Place(String path, String name, String parent, boolean whole) {

    Place field(String field) {
      var deeper = path.isEmpty() ? field : path + "." + field;
      return new Place(deeper, field, name, whole || WHOLE.contains(field));
    }

    Place element(String key) {
      return new Place(path + "[" + key + "]", "", name, whole);
    }
  }

  /** The path of the first difference, such as {@code spec.ports[80/TCP].name}, if there is one. */
  static Optional<String> between(JsonNode desired, JsonNode observed) {
    return Optional.ofNullable(first(new Place("", "", "", false), desired, observed));
  }

  private static @Nullable String first(Place place, JsonNode desired, JsonNode observed) {
    if (observed.isMissingNode() || observed.isNull()) {
      return isEmpty(desired) ? null : place.path();
    }
    if (desired.isObject()) {
      return inObject(place, desired, observed);
    }
    if (desired.isArray()) {
      var key = place.whole() ? null : KEYED.get(place.name());
      return key == null
          ? inList(place, desired, observed)
          : inKeyed(place, key, desired, observed);
    }
    return sameValue(place, desired, observed) ? null : place.path();
  }

  private static @Nullable String inObject(Place place, JsonNode desired, JsonNode observed) {
    if (!observed.isObject()) {
      return place.path();
    }
    for (var field : desired.properties()) {
      var name = field.getKey();
      var found = first(place.field(name), field.getValue(), observed.path(name));
      if (found != null) {
        return found;
      }
    }
    return place.whole() ? addition(place, desired, observed) : null;
  }

  private static @Nullable String addition(Place place, JsonNode desired, JsonNode observed) {
    for (var field : observed.properties()) {
      // The only default that the API server fills in below these fields.
      var defaulted = field.getKey().equals("protocol");
      if (!defaulted && !isEmpty(field.getValue()) && !desired.has(field.getKey())) {
        return place.field(field.getKey()).path();
      }
    }
    return null;
  }

  private static @Nullable String inList(Place place, JsonNode desired, JsonNode observed) {
    if (desired.isEmpty() && !place.whole()) {
      return null;
    }
    if (desired.size() != observed.size()) {
      return place.path();
    }
    for (int i = 0; i < desired.size(); i++) {
      var found = first(place.element(String.valueOf(i)), desired.get(i), observed.get(i));
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable String inKeyed(
      Place place, Function<JsonNode, String> key, JsonNode desired, JsonNode observed) {
    var elements = new HashMap<String, JsonNode>();
    observed.forEach(element -> elements.put(key.apply(element), element));
    for (var element : desired) {
      var here = place.element(key.apply(element));
      var counterpart = elements.get(key.apply(element));
      var found = counterpart == null ? here.path() : first(here, element, counterpart);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static boolean sameValue(Place place, JsonNode desired, JsonNode observed) {
    // As text: a port may be said as 80 or "80", and the two mean the same.
    if (desired.isValueNode() && observed.isValueNode()) {
      return desired.asText().equals(observed.asText())
          || ((QUANTITIES.contains(place.parent()) || QUANTITY.contains(place.name()))
              && sameQuantity(desired.asText(), observed.asText()));
    }
    return false;
  }

  private static boolean sameQuantity(String desired, String observed) {
    try {
      return Quantity.getAmountInBytes(new Quantity(desired))
              .compareTo(Quantity.getAmountInBytes(new Quantity(observed)))
          == 0;
    } catch (IllegalArgumentException notAQuantity) {
      return false;
    }
  }

  /** What the API server does not store. */
  private static boolean isEmpty(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT, ARRAY -> node.isEmpty();
      case STRING -> node.asText().isEmpty();
      case BOOLEAN -> !node.asBoolean();
      case NUMBER -> node.asDouble() == 0;
      default -> true;
    };
  }

  private static String portKey(JsonNode port) {
    var number = port.has("containerPort") ? text(port, "containerPort") : text(port, "port");
    return number + "/" + (port.has("protocol") ? text(port, "protocol") : "TCP");
  }

  private static String text(JsonNode element, String field) {
    return element.path(field).asText();
  }
}
