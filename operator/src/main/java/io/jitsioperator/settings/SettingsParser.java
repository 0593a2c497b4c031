package io.jitsioperator.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns variables into settings and collects what is wrong with them. */
final class SettingsParser {

  // RFC 1123, as Kubernetes checks names of namespaces.
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern DOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
  private static final Pattern POD_LABEL =
      Pattern.compile("([A-Za-z0-9./_-]{1,317})=([A-Za-z0-9._-]{0,63})");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|m|h)");

  /**
   * Kubernetes puts the addresses of Services into every container's environment; a Service named
   * jitsi-operator gives names that begin like ours.
   */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(".*_SERVICE_HOST|.*_SERVICE_PORT(_.*)?|.*_PORT_\\d+_(TCP|UDP|SCTP)(_.*)?");

  private final Map<String, String> variables;
  private final List<String> problems = new ArrayList<>();

  SettingsParser(Map<String, String> variables) {
    this.variables = variables;
  }

  Settings parse(String hostName) {
    complainAboutUnknown();
    var settings =
        new Settings(
            namespaces(),
            matching(Variable.CLUSTER_DOMAIN, DOMAIN, "a DNS domain such as cluster.local"),
            ownNamespace(),
            podLabels(),
            or(Variable.POD_NAME, hostName),
            oneOf(Variable.LEADER_ELECTION, "true", "false").equals("true"),
            port(),
            duration(Variable.POLL_INTERVAL, Duration.ofSeconds(1), Duration.ofMinutes(1)),
            duration(Variable.RESYNC_INTERVAL, Duration.ofSeconds(10), Duration.ofHours(1)));
    oneOf(Variable.LOG_FORMAT, "json", "text");
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
    return settings;
  }

  private String value(Variable variable) {
    return or(variable, variable.fallback().orElse(""));
  }

  private String or(Variable variable, String fallback) {
    var value = variables.getOrDefault(variable.variable(), "").strip();
    return value.isEmpty() ? fallback : value;
  }

  private void wrong(Variable variable, String expected) {
    problems.add(
        "%s is \"%s\": expected %s.".formatted(variable.variable(), value(variable), expected));
  }

  private Set<String> namespaces() {
    var namespaces = new LinkedHashSet<>(parts(Variable.WATCH_NAMESPACES));
    if (!namespaces.stream().allMatch(n -> LABEL.matcher(n).matches())) {
      wrong(
          Variable.WATCH_NAMESPACES,
          "names of namespaces separated by commas, or nothing for all namespaces");
    }
    return namespaces;
  }

  private String ownNamespace() {
    var namespace = value(Variable.POD_NAMESPACE);
    if (namespace.isEmpty()) {
      problems.add(
          "POD_NAMESPACE is not set: expected the operator's own namespace. In a pod, take it from"
              + " the field metadata.namespace; elsewhere, export POD_NAMESPACE=default.");
    } else if (!LABEL.matcher(namespace).matches()) {
      wrong(Variable.POD_NAMESPACE, "the name of a namespace");
    }
    return namespace;
  }

  private Map<String, String> podLabels() {
    var labels = new LinkedHashMap<String, String>();
    for (var part : parts(Variable.POD_LABELS)) {
      Matcher label = POD_LABEL.matcher(part);
      if (!label.matches()) {
        wrong(Variable.POD_LABELS, "key=value pairs separated by commas, such as app=jitsi");
        return labels;
      }
      labels.put(label.group(1), label.group(2));
    }
    return labels;
  }

  private List<String> parts(Variable variable) {
    return Arrays.stream(value(variable).split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private String matching(Variable variable, Pattern pattern, String expected) {
    if (!pattern.matcher(value(variable)).matches()) {
      wrong(variable, expected);
    }
    return value(variable);
  }

  private String oneOf(Variable variable, String first, String second) {
    var value = value(variable);
    if (!value.equals(first) && !value.equals(second)) {
      wrong(variable, first + " or " + second);
    }
    return value;
  }

  private int port() {
    var value = value(Variable.HTTP_PORT);
    if (value.matches("\\d{1,5}") && Integer.parseInt(value) <= 65535) {
      return Integer.parseInt(value);
    }
    wrong(Variable.HTTP_PORT, "a port from 0 (any free one) to 65535");
    return 0;
  }

  private Duration duration(Variable variable, Duration min, Duration max) {
    Matcher matcher = DURATION.matcher(value(variable));
    if (matcher.matches()) {
      var amount = Long.parseLong(matcher.group(1));
      var duration =
          switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
          };
      if (duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0) {
        return duration;
      }
    }
    wrong(variable, "a duration from %s to %s, such as 30s".formatted(text(min), text(max)));
    return min;
  }

  private static String text(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }

  private void complainAboutUnknown() {
    variables.entrySet().stream()
        .filter(e -> e.getKey().startsWith(Variable.PREFIX) && !Variable.isKnown(e.getKey()))
        .filter(e -> !SERVICE_LINK.matcher(e.getKey()).matches())
        .filter(e -> !(e.getKey().endsWith("_PORT") && e.getValue().contains("://")))
        .map(e -> e.getKey() + " is not a setting. Did you mean " + nearest(e.getKey()) + "?")
        .sorted()
        .forEach(problems::add);
  }

  private static String nearest(String name) {
    return Arrays.stream(Variable.values())
        .map(Variable::variable)
        .min(Comparator.comparingInt(known -> distance(name, known)))
        .orElseThrow();
  }

  /** Levenshtein's distance: how many letters must be added, dropped or changed. */
  private static int distance(String from, String to) {
    var row = new int[to.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
