package io.jitsioperator.testbed.faults;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/** How many requests came through a proxy, faults included. */
public final class Counts {

  private final Map<Request, LongAdder> all = new ConcurrentHashMap<>();

  void add(Request request) {
    all.computeIfAbsent(request, key -> new LongAdder()).increment();
  }

  /** How many so far fit. */
  public long of(Predicate<Request> which) {
    return all.entrySet().stream()
        .filter(each -> which.test(each.getKey()))
        .mapToLong(each -> each.getValue().sum())
        .sum();
  }

  /** All so far, by "METHOD path" or "WATCH path": the message of a failed test. */
  public Map<String, Long> all() {
    Map<String, Long> sorted = new TreeMap<>();
    all.forEach(
        (request, count) ->
            sorted.merge(
                (request.watch() ? "WATCH" : request.method()) + " " + request.path(),
                count.sum(),
                Long::sum));
    return sorted;
  }
}
