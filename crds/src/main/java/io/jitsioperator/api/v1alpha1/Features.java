package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** What conferences offer. An absent switch leaves it to the images. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Features(
    @JsonPropertyDescription(
            """
            Whether moderators may let people wait in a lobby. Read by Prosody. Default: absent, \
            as the images have it (on).""")
        @Nullable Boolean lobby,
    @JsonPropertyDescription(
            """
            Whether a conference may be split into breakout rooms. Read by Prosody and web. \
            Default: absent, as the images have it (on).""")
        @Nullable Boolean breakoutRooms,
    @JsonPropertyDescription(
            """
            Whether polls can be made in a conference. Read by Prosody and web. Default: absent, \
            as the images have it (on).""")
        @Nullable Boolean polls,
    @JsonPropertyDescription(
            """
            Whether moderators may decide who may switch on microphone and camera. Read by \
            Prosody. Default: absent, as the images have it (on).""")
        @Nullable Boolean avModeration,
    @JsonPropertyDescription(
            """
            Whether moderators may end a conference for everybody. Read by Prosody. Default: \
            absent, as the images have it (on).""")
        @Nullable Boolean endConference,
    @JsonPropertyDescription(
            """
            Whether web offers to record a conference on a recorder. The other parts are ready for \
            recorders in any case, so this changes web only. Default: absent, it is not offered; \
            set it to true once a RecorderPool serves this shard.""")
        @Nullable Boolean recording,
    @JsonPropertyDescription(
            """
            Whether web offers to stream a conference, which needs recorders too. Read by web. \
            Default: absent, it is not offered.""")
        @Nullable Boolean liveStreaming,
    @JsonPropertyDescription(
            """
            Whether web offers subtitles, which needs a transcriber. Read by web. Default: absent, \
            they are not offered.""")
        @Nullable Boolean transcription,
    @JsonPropertyDescription(
            """
            Whether two people in a conference send their media directly to each other instead of \
            over a bridge. Read by web. Set it to false to test bridges with two people. Default: \
            absent, as the images have it (on).""")
        @Nullable Boolean peerToPeer,
    @Min(1)
        @JsonPropertyDescription(
            """
            Most people in one conference, and in its lobby; recorders do not count. Read by \
            Prosody. Default: absent, no limit.""")
        @Nullable Integer maxParticipants) {}
