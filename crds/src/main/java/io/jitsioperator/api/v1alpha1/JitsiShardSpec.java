package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * What a user asks of a shard. Defaults stand in the schema only, so a field with a default is
 * never null here.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record JitsiShardSpec(
    @Required @JsonPropertyDescription("Public host name of the web front end.") String domain,
    @Default("default") @JsonPropertyDescription("Region of the shard.") String region,
    @Default("stable-11146-2") @JsonPropertyDescription("Image tag of all components.")
        String release,
    @Default("{}") @JsonPropertyDescription("Where images come from.") Images images,
    @JsonPropertyDescription("Bring your own credentials.") @Nullable Credentials credentials,
    @Default("{}") @JsonPropertyDescription("The web front end.") Web web,
    @Default("{}") @JsonPropertyDescription("Prosody, the XMPP server.") Prosody prosody,
    @Default("{}") @JsonPropertyDescription("Jicofo, the conference focus.") Jicofo jicofo,
    @Default("{}") @JsonPropertyDescription("Who may open rooms.") Authentication authentication,
    @Default("{}") @JsonPropertyDescription("NetworkPolicies of the shard.")
        NetworkPolicyToggle networkPolicy,
    @Default("false") @JsonPropertyDescription("Stops all changes.") boolean paused) {}
