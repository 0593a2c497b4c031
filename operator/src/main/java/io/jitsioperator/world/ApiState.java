package io.jitsioperator.world;

/** Whether the cluster has an {@link OptionalApi}. */
public sealed interface ApiState {

  /** It has, and we watch the objects of that kind. */
  record Served() implements ApiState {}

  /** The API server said that it does not know the kind. */
  record Absent() implements ApiState {}

  /** It has, but we may not read the objects; in the API server's own words. */
  record Forbidden(String why) implements ApiState {}

  /** Not asked yet, or the question failed. */
  record Unknown(String why) implements ApiState {}
}
