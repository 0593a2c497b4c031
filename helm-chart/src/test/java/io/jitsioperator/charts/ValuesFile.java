package io.jitsioperator.charts;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A values.yaml with its comments: {@code # --} begins what is said of the next key, further lines
 * of comment go on.
 */
final class ValuesFile {

  /**
   * One key.
   *
   * @param name dotted
   * @param fallback its default as JSON; null for a group of keys
   * @param says its comment; empty if it has none
   */
  record Entry(String name, @Nullable String fallback, String says) {}

  private static final Pattern KEY = Pattern.compile("(?<indent> *)(?<key>[A-Za-z]+):.*");
  private static final Pattern COMMENT = Pattern.compile(" *#( --)? ?(?<text>.*)");

  private final Map<?, ?> values;
  private final Deque<String> path = new ArrayDeque<>();
  private final List<Entry> entries = new ArrayList<>();
  private String comment = "";

  private ValuesFile(String text) {
    values = Serialization.unmarshal(text, Map.class);
    text.lines().forEach(this::line);
  }

  static List<Entry> read(String text) {
    return List.copyOf(new ValuesFile(text).entries);
  }

  private void line(String line) {
    Matcher said = COMMENT.matcher(line);
    Matcher key = KEY.matcher(line);
    if (said.matches()) {
      comment = (comment + " " + said.group("text")).strip();
    } else if (key.matches()) {
      int depth = key.group("indent").length() / 2;
      while (path.size() > depth) {
        path.removeLast();
      }
      path.addLast(key.group("key"));
      key(String.join(".", path));
      comment = "";
    } else {
      comment = "";
    }
  }

  private void key(String name) {
    boolean withinADefault =
        entries.stream().anyMatch(e -> e.fallback() != null && name.startsWith(e.name() + "."));
    if (withinADefault) {
      return;
    }
    @Nullable Object value = value();
    // A map whose keys have no words of their own is one value.
    boolean group = value instanceof Map<?, ?> map && !map.isEmpty() && !name.equals("resources");
    entries.add(new Entry(name, group ? null : json(value), comment));
  }

  private @Nullable Object value() {
    @Nullable Object value = values;
    for (String part : path) {
      value = ((Map<?, ?>) value).get(part);
    }
    return value;
  }

  private static String json(@Nullable Object value) {
    return Serialization.asJson(value);
  }
}
