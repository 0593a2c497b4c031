package io.jitsioperator.plan.status;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names in a message that somebody reads. */
public final class Names {

  private static final int NAMED = 5;

  private Names() {}

  /** The first ones, and how many more there are. */
  public static String list(Stream<String> names) {
    List<String> all = names.sorted().toList();
    var shown = all.stream().limit(NAMED).collect(Collectors.joining(", "));
    return all.size() > NAMED ? shown + " and %d more".formatted(all.size() - NAMED) : shown;
  }
}
