package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** One signalling unit of Jitsi: a domain that is served by one Prosody and one Jicofo. */
@JsonClassDescription(
    """
    One signalling unit of Jitsi: a domain that is served by one Prosody (with a brewery Prosody \
    beside it) and one Jicofo, with a web front end. People hear each other when a BridgePool \
    serves it.""")
@Group(JitsiShard.GROUP)
@Version("v1alpha1")
@Kind("JitsiShard")
@Plural("jitsishards")
@Singular("jitsishard")
@ShortNames("jshard")
@Categories("jitsi")
@ValidationRule(value = Rules.RESOURCE_NAME, message = Rules.RESOURCE_NAME_MESSAGE)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "URL", jsonPath = ".status.url", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Conferences",
    jsonPath = ".status.conferences",
    type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Participants",
    jsonPath = ".status.participants",
    type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Bridges", jsonPath = ".status.bridges.ready", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "State", jsonPath = ".spec.state", type = Type.STRING, priority = 1)
@AdditionalPrinterColumn(
    name = "Release",
    jsonPath = ".status.release",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public final class JitsiShard extends CustomResource<JitsiShardSpec, JitsiShardStatus>
    implements Namespaced {

  /** API group of all our kinds. */
  public static final String GROUP = "jitsi-operator.io";
}
