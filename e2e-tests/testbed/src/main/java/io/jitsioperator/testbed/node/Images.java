package io.jitsioperator.testbed.node;

import java.io.IOException;

/** Knows what program stands behind an image reference. */
@FunctionalInterface
public interface Images {

  /**
   * Starts the program of {@code spec.image()}.
   *
   * @throws IOException if there is no such image ("ErrImagePull") or its entry point cannot run
   */
  Container start(ContainerSpec spec) throws IOException;
}
