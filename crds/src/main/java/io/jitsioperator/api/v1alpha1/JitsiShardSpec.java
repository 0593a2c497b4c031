package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * What a user asks of a shard. Defaults stand in the schema only, so a field with a default is
 * never null here.
 */
@JsonClassDescription("What you ask of the shard.")
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(value = Rules.INTERNAL_STORAGE, message = Rules.INTERNAL_STORAGE_MESSAGE)
public record JitsiShardSpec(
    @Required
        @Size(min = 1, max = 253)
        @ValidationRule(value = Rules.HOST, message = Rules.HOST_MESSAGE)
        @JsonPropertyDescription(
            """
            Public host name of the web front end, such as meet.example.com: people open \
            https://<domain>/<room>. Required. The XMPP domains inside the shard do not depend on \
            it.""")
        String domain,
    @Default("default")
        @Size(min = 1, max = 63)
        @ValidationRule(value = Rules.REGION, message = Rules.REGION_MESSAGE)
        @JsonPropertyDescription(
            """
            Name of the place where this shard runs, such as eu-central: your own word, compared \
            letter by letter with the region of bridges, so that Jicofo prefers bridges near the \
            participant. Letters, digits and - . _ : / between them. Default: default.""")
        String region,
    @Default("stable-11146-2")
        @Size(min = 1, max = 128)
        @ValidationRule(value = Rules.TAG, message = Rules.TAG_MESSAGE)
        @ValidationRule(value = Rules.FIXED_TAG, message = Rules.FIXED_TAG_MESSAGE)
        @ValidationRule(value = Rules.SUPPORTED_TAG, message = Rules.SUPPORTED_TAG_MESSAGE)
        @JsonPropertyDescription(
            """
            Release of Jitsi: the image tag of all components, one fixed release from \
            stable-11146 on. Default: stable-11146-2. The default is stored when the shard is \
            created, so an update of the operator does not change it (kubectl replace without this \
            field takes the default of the installed CRD). A tag that the operator does not know is \
            used as it is, and the condition ReleaseKnown says so. Another release restarts Prosody \
            and Jicofo when updates lets it.""")
        String release,
    @Default("{}")
        @JsonPropertyDescription(
            "Where the images of the Jitsi components come from. Default: ghcr.io/jitsi, tagged with"
                + " release.")
        Images images,
    @JsonPropertyDescription(
            """
            Bring your own passwords for the service accounts. Default: absent, the operator makes \
            a Secret <shard>-credentials with random ones, and never changes a value in it.""")
        @Nullable Credentials credentials,
    @Default("{}")
        @JsonPropertyDescription(
            "The web front end: nginx with the Jitsi Meet application, and the way by which browsers"
                + " reach Prosody.")
        Web web,
    @Default("{}")
        @JsonPropertyDescription(
            """
            Prosody, the XMPP server of the shard, and the brewery Prosody beside it, in which \
            bridges meet Jicofo. One pod each; a restart ends running conferences, so changes wait \
            as updates says.""")
        Prosody prosody,
    @Default("{}")
        @JsonPropertyDescription(
            """
            Jicofo, the conference focus: it opens conferences and chooses bridges. One pod; a \
            restart ends running conferences, so changes wait as updates says.""")
        Jicofo jicofo,
    @Default("{}")
        @JsonPropertyDescription(
            """
            What conferences offer. A switch reaches every component that reads it: web's pods are \
            replaced one by one, Prosody restarts as soon as that ends no conference.""")
        Features features,
    @Default("{}") @JsonPropertyDescription("Who may open rooms. Default: everybody (type None).")
        Authentication authentication,
    @JsonPropertyDescription(
            """
            TURN servers that clients are told of. Read by Prosody. Default: absent, none; then \
            people whose firewall lets no UDP through cannot be heard.""")
        @Nullable Turn turn,
    @Default("Active")
        @Pattern("^(Active|Drain)$")
        @JsonPropertyDescription(
            """
            Whether a router may send new rooms here: Active (the default) or Drain, with which \
            rooms that run go on and new ones go elsewhere. It is a word to routers only: without \
            one in front of the shard it changes nothing, and it restarts nothing.""")
        String state,
    @Default("{}")
        @JsonPropertyDescription(
            """
            When a change may restart Prosody, the brewery Prosody and Jicofo, which ends every \
            conference of the shard. Default: when no conference runs, and after 24 hours in any \
            case.""")
        Updates updates,
    @Default("{}")
        @JsonPropertyDescription(
            "Whether the operator guards the ports of the shard by NetworkPolicies. Default: it"
                + " does.")
        NetworkPolicyToggle networkPolicy,
    @JsonPropertyDescription(
            """
            Lets a Prometheus read the metrics of Jicofo and Prosody, and tells it of them by a \
            PodMonitor where the cluster has that kind (Prometheus Operator); the condition \
            Monitored says whether it has. Restarts nothing. Default: absent, nobody may read them.""")
        @Nullable Monitoring monitoring,
    @Default("{}")
        @ValidationRule(value = Rules.SELECTOR, message = Rules.SELECTOR_MESSAGE)
        @JsonPropertyDescription(
            """
            From which namespaces BridgePools may attach to this shard: an attached pool gets a \
            copy of JVB_AUTH_PASSWORD in its namespace, which goes when the grant goes. Default: \
            only from the namespace of this shard.""")
        AllowedNamespaces allowedNamespaces,
    @Default("false")
        @JsonPropertyDescription(
            """
            While true, the operator creates, changes and deletes nothing of this shard; the status \
            is still kept. What runs goes on running. Default: false.""")
        boolean paused) {}
