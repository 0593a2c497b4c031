package io.jitsioperator.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** One signalling unit of Jitsi: a domain that is served by one Prosody and one Jicofo. */
@Group(JitsiShard.GROUP)
@Version("v1alpha1")
@Kind("JitsiShard")
@Plural("jitsishards")
@Singular("jitsishard")
@ShortNames("jshard")
public final class JitsiShard extends CustomResource<JitsiShardSpec, JitsiShardStatus>
    implements Namespaced {

  /** API group of all our kinds. */
  public static final String GROUP = "jitsi-operator.io";
}
