package io.jitsioperator.testbed.jitsi;

/** Enough of HOCON to tell whether Jicofo's JVM would come up with a custom file. */
final class Hocon {

  private Hocon() {}

  /** Whether braces, brackets and quotes outside comments are balanced. */
  static boolean parses(String text) {
    StringBuilder open = new StringBuilder();
    for (String line : text.lines().toList()) {
      if (!scan(line, open)) {
        return false;
      }
    }
    return open.isEmpty();
  }

  private static boolean scan(String line, StringBuilder open) {
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '#' || line.startsWith("//", i))) {
        return true;
      } else if (!quoted && !bracket(c, open)) {
        return false;
      }
    }
    return !quoted;
  }

  private static boolean bracket(char c, StringBuilder open) {
    if (c == '{' || c == '[') {
      open.append(c == '{' ? '}' : ']');
    } else if (c == '}' || c == ']') {
      int last = open.length() - 1;
      if (last < 0 || open.charAt(last) != c) {
        return false;
      }
      open.setLength(last);
    }
    return true;
  }
}
