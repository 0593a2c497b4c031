package io.jitsioperator.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One object that was made for a shard.
 *
 * @param id which
 * @param shard name of its owner
 * @param json all of it, as the API server has it
 */
record LeftObject(Id id, String shard, ObjectNode json) {

  /** Identity within a namespace. */
  record Id(String kind, String name) {
    @Override
    public String toString() {
      return kind + "/" + name;
    }
  }
}
