package io.jitsioperator.testbed.jitsi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What real bridges were seen to say, reduced to what does not change from one to the next. */
final class Captured {

  private static final Pattern STAT = Pattern.compile("<stat ([^>]*?)/?>");
  private static final Pattern ATTRIBUTE = Pattern.compile("(name|value)=['\"]([^'\"]*)['\"]");
  private static final Pattern ELEMENT = Pattern.compile("<([a-z-]+)[ />]");

  private Captured() {}

  static String text(String name) throws IOException {
    try (InputStream in = Captured.class.getResourceAsStream("/captured/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(text(name));
  }

  /** The statistics of a presence, empty if it has none. */
  static Map<String, String> stats(String presence) {
    Map<String, String> stats = new TreeMap<>();
    Matcher each = STAT.matcher(presence);
    while (each.find()) {
      Map<String, String> attributes = new TreeMap<>();
      Matcher one = ATTRIBUTE.matcher(each.group(1));
      while (one.find()) {
        attributes.put(one.group(1), one.group(2));
      }
      stats.put(attributes.get("name"), attributes.get("value"));
    }
    return stats;
  }

  /** Name to kind of value. */
  static Map<String, String> kinds(Map<String, String> stats) {
    Map<String, String> kinds = new TreeMap<>();
    stats.forEach((name, value) -> kinds.put(name, kind(value)));
    return kinds;
  }

  /** Name to kind of value, with JSON's own types. */
  static Map<String, String> kinds(JsonNode stats) {
    Map<String, String> kinds = new TreeMap<>();
    stats
        .properties()
        .forEach(
            stat -> {
              String kind = kind(stat.getValue().asText());
              kinds.put(stat.getKey(), stat.getValue().getNodeType() + " " + kind);
            });
    return kinds;
  }

  private static String kind(String value) {
    if (value.matches("true|false")) {
      return "boolean";
    }
    if (value.matches("[0-9]+")) {
      return "integer";
    }
    if (value.matches("[0-9]+\\.[0-9]+(E-?[0-9]+)?")) {
      return "fraction";
    }
    return value.matches("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}\\.[0-9]{3}") ? "time" : "text";
  }

  /** Samples without labels, but when each began. */
  static Map<String, String> metrics(String page) {
    Map<String, String> samples = new TreeMap<>();
    page.lines()
        .filter(line -> line.matches("[a-z0-9_]+ \\S+") && !line.contains("_created "))
        .map(line -> line.split(" ", 2))
        .forEach(sample -> samples.put(sample[0], sample[1]));
    return samples;
  }

  /**
   * Names of the elements of a stanza, but {@code c}: entity capabilities, which nobody reads and
   * the simulation does not have.
   */
  static TreeSet<String> elements(String stanza) {
    TreeSet<String> elements = new TreeSet<>();
    Matcher each = ELEMENT.matcher(stanza);
    while (each.find()) {
      elements.add(each.group(1));
    }
    elements.remove("c");
    return elements;
  }

  /** Status, type and body of an HTTP answer, in words. */
  static String answer(String http) {
    String status = http.replaceFirst("(?s)HTTP/1.1 ([0-9]+).*", "$1");
    Matcher type = Pattern.compile("Content-Type: ([^\r\n]*)").matcher(http);
    String body = http.replaceFirst("(?s).*?\r\n\r\n", "");
    return status + " [" + (type.find() ? type.group(1) : "") + "] " + body;
  }
}
