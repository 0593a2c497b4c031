package io.jitsioperator.testbed.node;

import java.io.IOException;
import java.time.Duration;

/** What a container needs of its pod. */
interface ContainerOwner {

  /** Everything that the program gets, or why it cannot be made. */
  ContainerSpec spec(io.fabric8.kubernetes.api.model.Container container)
      throws Blocked, IOException;

  /** Something of the container's status has changed. */
  void changed();

  /** Something went wrong that an Event should say. */
  void warn(String reason, String message);

  /** Whether it starts again after this exit. */
  boolean restarts(boolean init, int code);

  /** The pause before a restart, by the number of crashes so far. */
  Duration backoff(int crashes);

  /** How long it may take to end after SIGTERM. */
  Duration grace();
}
