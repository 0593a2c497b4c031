package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the web application behaves. An absent setting leaves it to the image. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record WebSettings(
    @JsonPropertyDescription(
            """
            Whether people see themselves and choose name and devices before they join. Default: \
            absent, as the image has it (on).""")
        @Nullable Boolean prejoinPage,
    @JsonPropertyDescription(
            "Whether https://<domain>/ shows a page where people type a room's name. Default:"
                + " absent, as the image has it (on).")
        @Nullable Boolean welcomePage,
    @JsonPropertyDescription(
            "Whether people see a page of thanks after a conference. Default: absent, as the image"
                + " has it (off).")
        @Nullable Boolean closePage,
    @JsonPropertyDescription(
            "Whether people must give a name before they join. Default: absent, as the image has it"
                + " (off).")
        @Nullable Boolean requireDisplayName,
    @JsonPropertyDescription(
            "Whether phones are offered the mobile application. Default: absent, as the image has it"
                + " (on).")
        @Nullable Boolean deepLinking,
    @JsonPropertyDescription(
            "Whether people may send reactions such as applause. Default: absent, as the image has"
                + " it (on).")
        @Nullable Boolean reactions,
    @Min(180)
        @Max(4320)
        @JsonPropertyDescription(
            """
            Height in pixels of the video that cameras are asked for, 180 to 4320; the width \
            follows as 16 to 9. More pixels mean more load on bridges and networks. Default: \
            absent, as the image has it (720).""")
        @Nullable Integer resolution,
    @JsonPropertyDescription(
            "Whether conferences begin without video, to spare bandwidth. Default: absent, as the"
                + " image has it (off).")
        @Nullable Boolean startAudioOnly,
    @Min(0)
        @JsonPropertyDescription(
            """
            After so many people, the next ones join with their microphone muted; 0 means all of \
            them. Default: absent, as the image has it (10).""")
        @Nullable Integer startAudioMuted,
    @Min(0)
        @JsonPropertyDescription(
            """
            After so many people, the next ones join with their camera off; 0 means all of them. \
            Default: absent, as the image has it (10).""")
        @Nullable Integer startVideoMuted,
    @Size(min = 2, max = 16)
        @Pattern("^[A-Za-z]+(-[A-Za-z]+)*$")
        @JsonPropertyDescription(
            """
            Language of the application, such as de or ptBR, as its translations are named. \
            Default: absent, that of the browser.""")
        @Nullable String defaultLanguage,
    @Size(max = 64)
        @JsonPropertyDescription(
            "Buttons of the toolbar, such as microphone, camera and hangup, as the application"
                + " names them. Default: absent, all that apply.")
        List<@Pattern("^[0-9A-Za-z_-]+$") String> toolbarButtons,
    @Size(min = 1, max = 1024)
        @Pattern(Rules.URL)
        @JsonPropertyDescription(
            "URL from which the application reads your branding (logo, colours, background)."
                + " Default: absent, none.")
        @Nullable String dynamicBrandingUrl) {

  public WebSettings {
    toolbarButtons = toolbarButtons == null ? List.of() : List.copyOf(toolbarButtons);
  }
}
