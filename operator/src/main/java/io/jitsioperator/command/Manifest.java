package io.jitsioperator.command;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One Kubernetes object as it stands in a file.
 *
 * @param place file and line, as in {@code shard.yaml:12}
 * @param tree the object as it was written
 */
record Manifest(String place, ObjectNode tree) {

  String apiVersion() {
    return tree.path("apiVersion").asText();
  }

  String kind() {
    return tree.path("kind").asText();
  }

  String name() {
    return tree.at("/metadata/name").asText();
  }

  /** The namespace that kubectl would take by itself, if none is written. */
  String namespace() {
    return tree.at("/metadata/namespace").asText("default");
  }

  @Override
  public String toString() {
    return place + ": " + kind() + (name().isEmpty() ? "" : " " + name());
  }
}
