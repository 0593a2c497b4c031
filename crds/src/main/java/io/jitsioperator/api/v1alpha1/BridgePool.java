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

/** A group of like videobridges that serves a shard. */
@JsonClassDescription(
    """
    A group of like videobridges that serves a JitsiShard. The operator makes one pod for each, \
    and a bridge leaves only when nobody is on it any more.""")
@Group(JitsiShard.GROUP)
@Version("v1alpha1")
@Kind("BridgePool")
@Plural("bridgepools")
@Singular("bridgepool")
@ShortNames("jbp")
@Categories("jitsi")
@ValidationRule(value = Rules.RESOURCE_NAME, message = Rules.RESOURCE_NAME_MESSAGE)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Desired", jsonPath = ".status.desired", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Serving", jsonPath = ".status.readyReplicas", type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Draining",
    jsonPath = ".status.drainingReplicas",
    type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Participants",
    jsonPath = ".status.participants",
    type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Stress", jsonPath = ".status.stress.max", type = Type.NUMBER)
@AdditionalPrinterColumn(name = "Shard", jsonPath = ".spec.shards[0].name", type = Type.STRING)
@AdditionalPrinterColumn(name = "State", jsonPath = ".status.shards[0].state", type = Type.STRING)
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
public final class BridgePool extends CustomResource<BridgePoolSpec, BridgePoolStatus>
    implements Namespaced {}
