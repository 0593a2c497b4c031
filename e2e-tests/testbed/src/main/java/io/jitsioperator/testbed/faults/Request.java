package io.jitsioperator.testbed.faults;

import java.util.Set;

/**
 * A request to the API server.
 *
 * @param method HTTP method
 * @param path without the query
 * @param watch whether it asks for a watch
 */
public record Request(String method, String path, boolean watch) {

  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

  /** Whether it asks to change something. */
  public boolean write() {
    return !READS.contains(method);
  }
}
