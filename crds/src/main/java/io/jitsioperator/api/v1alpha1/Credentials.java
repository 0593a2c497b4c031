package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * A Secret of the user with the passwords of the service accounts; the operator never writes it.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Credentials(
    @Required
        @Size(min = 1, max = 253)
        @Pattern(Rules.OBJECT_NAME)
        @JsonPropertyDescription(
            """
            Name of your own Secret in the namespace of this shard. It needs the keys \
            JICOFO_AUTH_PASSWORD, JVB_AUTH_PASSWORD, JIBRI_XMPP_PASSWORD, JIBRI_RECORDER_PASSWORD, \
            JIGASI_XMPP_PASSWORD, JIGASI_TRANSCRIBER_PASSWORD and OPERATOR_XMPP_PASSWORD. A value \
            may hold only letters and digits, because the scripts of the Jitsi images do not quote \
            it. The operator only reads the Secret; a missing key or another character is reported \
            as a condition that names the key.""")
        String secretName) {}
