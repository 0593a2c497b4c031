package io.jitsioperator.scenarios;

import org.testcontainers.DockerClientFactory;

/** Whether there is one. */
final class Docker {

  private Docker() {}

  static boolean answers() {
    return DockerClientFactory.instance().isDockerAvailable();
  }
}
