package io.jitsioperator.plan.bridges;

import io.jitsioperator.plan.kube.Mounts;

/** Where a bridge finds its files. */
final class JvbMounts {

  private JvbMounts() {}

  static Mounts of(PoolScope scope) {
    var secret = PasswordCopy.nameFor(scope.world().pool());
    var mounts =
        new Mounts()
            .scratch("run", "/run")
            .scratch("tmp", "/tmp")
            .secret("config", secret, JvbConfig.MAIN, "/config")
            .secret("wiring", secret, JvbConfig.WIRING, JvbConfig.WIRING_PATH);
    var custom = scope.spec().customConfigMap();
    if (custom != null) {
      mounts.files("custom", custom.name(), JvbConfig.USERS_PATH);
    }
    if (MediaManner.wanted(scope).isToldByOperator()) {
      mounts.annotation("pod", Advertising.ANNOTATION, Advertising.PATH, Advertising.FILE);
    }
    return mounts;
  }
}
