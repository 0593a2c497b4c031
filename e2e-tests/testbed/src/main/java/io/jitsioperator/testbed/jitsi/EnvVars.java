package io.jitsioperator.testbed.jitsi;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A container's variables, read as the images' templates read them: empty means unset, booleans go
 * through {@code toBool}, lists are split and their empty items dropped ({@code compact}).
 *
 * @param values name to value, as the kubelet gave them
 */
record EnvVars(Map<String, String> values) {

  private static final Set<String> TRUE = Set.of("1", "t", "true", "y", "yes", "on");

  EnvVars {
    values = Map.copyOf(values);
  }

  /** The value, or {@code fallback} when it is unset or empty. */
  String text(String name, String fallback) {
    String value = values.getOrDefault(name, "");
    return value.isEmpty() ? fallback : value;
  }

  /** The value, or "" when it is unset. */
  String text(String name) {
    return text(name, "");
  }

  boolean has(String name) {
    return !text(name).isEmpty();
  }

  /** A switch; anything but the words for true is false, as in the templates. */
  boolean flag(String name, boolean fallback) {
    return TRUE.contains(text(name, Boolean.toString(fallback)).toLowerCase(Locale.ROOT));
  }

  /**
   * A port.
   *
   * @throws NumberFormatException if it is no number from 1 to 65535, which the program behind the
   *     template would not start with either
   */
  int port(String name, int fallback) {
    int port = Integer.parseInt(text(name, Integer.toString(fallback)));
    if (port < 1 || port > 65535) {
      throw new NumberFormatException(name + " is no port: " + port);
    }
    return port;
  }

  /** Items separated by {@code separator} (plain text); empty ones are dropped. */
  List<String> list(String name, String separator) {
    return Arrays.stream(text(name).split(Pattern.quote(separator), -1))
        .filter(item -> !item.isEmpty())
        .toList();
  }
}
