package io.jitsioperator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jitsioperator.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who ends in order gives the Lease up, so that another need not wait until it has run out. The
 * framework does not do that.
 */
final class Handover {

  private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

  /** Refused if somebody has written it meanwhile. */
  private static final String NOBODY =
      """
      {"metadata": {"resourceVersion": "%s"}, "spec": {"holderIdentity": "", "leaseDurationSeconds": 1}}
      """;

  private Handover() {}

  /** Gives the Lease of that name up if it is ours; nothing of ours may write after that. */
  static void giveUp(KubernetesClient client, String name, Settings settings) {
    try {
      var lease = client.leases().inNamespace(settings.ownNamespace()).withName(name);
      var seen = lease.get();
      if (seen != null && settings.identity().equals(seen.getSpec().getHolderIdentity())) {
        lease.patch(
            PatchContext.of(PatchType.JSON_MERGE),
            NOBODY.formatted(seen.getMetadata().getResourceVersion()));
        LOG.info("Gave the Lease up");
      }
    } catch (KubernetesClientException e) {
      LOG.warn("The Lease was not given up, it runs out: {}", e.getMessage());
    }
  }
}
