package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import io.jitsioperator.api.v1alpha1.Drain;
import io.jitsioperator.plan.kube.TimeWord;
import java.time.Duration;

/**
 * What happens when Kubernetes wants a bridge's container to end: whoever deletes the pod waits for
 * calls, too. A signal would end them at once (Jitsi contracts §3.3).
 */
final class JvbShutdown {

  /** As long as {@code graceful-shutdown-max-duration}. */
  private static final Duration NEVER = Duration.ofDays(365);

  /** For the end itself: 15 s from empty to the exit, and the delivery of the last words. */
  private static final Duration MARGIN = Duration.ofSeconds(120);

  /** When the image's JVB ends by itself, s6 ends the container and this script with it. */
  private static final String SCRIPT =
      """
      runs() { grep -qs '[v]ideobridge' /proc/[0-9]*/cmdline; }
      ask() { curl -sf -m 5 -o /dev/null -X POST "$@"; }
      silent=0
      while [ $silent -lt 24 ]; do
        if ask "$url/colibri/drain/enable" && ask -H 'Content-Type: application/json' \\
            -d '{"graceful-shutdown": true}' "$url/colibri/shutdown"; then
          silent=0
        elif runs; then
          silent=0
        else
          silent=$((silent + 1))
        fi
        sleep 5
      done
      """;

  private JvbShutdown() {}

  /** In a hook only the shell fills in variables. An IPv6 address needs brackets. */
  private static final String NODE =
      """
      address=$NODE_ADDRESS
      case $address in *:*) address="[$address]" ;; esac
      """;

  /** The hook of a bridge whose private REST API listens on its own address. */
  static Lifecycle preStop(int port) {
    return preStop("url=http://127.0.0.1:" + port + "\n");
  }

  /** The hook of one whose private REST API listens on the address of its node. */
  static Lifecycle preStopOnNode(int port) {
    return preStop(NODE + "url=http://$address:" + port + "\n");
  }

  private static Lifecycle preStop(String where) {
    return new LifecycleBuilder()
        .withNewPreStop()
        .withNewExec()
        .withCommand("sh", "-c", where + SCRIPT)
        .endExec()
        .endPreStop()
        .build();
  }

  /** How long Kubernetes lets the hook wait, in seconds. */
  static long graceSeconds(Drain drain) {
    var timeout = drain.timeout();
    return (timeout == null ? NEVER : TimeWord.of(timeout)).plus(MARGIN).toSeconds();
  }
}
