package io.jitsioperator.plan.shard;

import io.jitsioperator.api.v1alpha1.Features;
import io.jitsioperator.api.v1alpha1.JitsiShardSpec;
import io.jitsioperator.api.v1alpha1.Jwt;
import io.jitsioperator.api.v1alpha1.WebSettings;
import io.jitsioperator.plan.kube.Env;

/**
 * What the web application offers and how it behaves; what each variable does:
 * jitsi/docker-jitsi-meet web/rootfs/defaults/{system,settings}-config.js@738058b4. What the user
 * leaves open stays open, so that a later image decides.
 */
final class WebApplication {

  private WebApplication() {}

  static void settings(Env env, JitsiShardSpec spec) {
    features(env, spec.features());
    if (spec.authentication().demandsLogin()) {
      env.set("ENABLE_AUTH", 1);
    }
    Login.guests(env, spec.authentication());
    Login.jwt(spec.authentication())
        .map(Jwt::loginUrl)
        .ifPresent(page -> env.set("TOKEN_AUTH_URL", page));
    behaviour(env, spec.web().settings());
  }

  private static void features(Env env, Features wanted) {
    env.given("ENABLE_BREAKOUT_ROOMS", wanted.breakoutRooms())
        .givenNot("DISABLE_POLLS", wanted.polls())
        .given("ENABLE_LIVESTREAMING", wanted.liveStreaming())
        .given("ENABLE_TRANSCRIPTIONS", wanted.transcription())
        .given("ENABLE_P2P", wanted.peerToPeer());
  }

  private static void behaviour(Env env, WebSettings wanted) {
    env.given("ENABLE_PREJOIN_PAGE", wanted.prejoinPage())
        .given("ENABLE_WELCOME_PAGE", wanted.welcomePage())
        .given("ENABLE_CLOSE_PAGE", wanted.closePage())
        .given("ENABLE_REQUIRE_DISPLAY_NAME", wanted.requireDisplayName())
        .givenNot("DISABLE_DEEP_LINKING", wanted.deepLinking())
        .givenNot("DISABLE_REACTIONS", wanted.reactions())
        .given("RESOLUTION", wanted.resolution())
        .given("START_AUDIO_ONLY", wanted.startAudioOnly())
        .given("START_AUDIO_MUTED", wanted.startAudioMuted())
        .given("START_VIDEO_MUTED", wanted.startVideoMuted())
        .given("DEFAULT_LANGUAGE", wanted.defaultLanguage())
        .given("TOOLBAR_BUTTONS", wanted.toolbarButtons())
        .given("DYNAMIC_BRANDING_URL", wanted.dynamicBrandingUrl());
    if (wanted.resolution() != null) {
      // With the image's 1280 beside another height, cameras would be asked for an odd picture.
      env.set("RESOLUTION_WIDTH", wanted.resolution() * 16 / 9);
    }
  }

  /** What web's pods read of it. */
  static void read(Revision.Reading reading, JitsiShardSpec spec) {
    var features = spec.features();
    var login = spec.authentication();
    reading
        .value("breakoutRooms", features.breakoutRooms())
        .value("polls", features.polls())
        .value("recording", features.recording())
        .value("liveStreaming", features.liveStreaming())
        .value("transcription", features.transcription())
        .value("peerToPeer", features.peerToPeer())
        .value("authentication", login.demandsLogin() ? true : null)
        .value("guests", login.guests() ? true : null)
        .value("loginUrl", Login.jwt(login).map(Jwt::loginUrl).orElse(null));
    read(reading, spec.web().settings());
  }

  private static void read(Revision.Reading reading, WebSettings settings) {
    reading
        .value("prejoinPage", settings.prejoinPage())
        .value("welcomePage", settings.welcomePage())
        .value("closePage", settings.closePage())
        .value("requireDisplayName", settings.requireDisplayName())
        .value("deepLinking", settings.deepLinking())
        .value("reactions", settings.reactions())
        .value("resolution", settings.resolution())
        .value("startAudioOnly", settings.startAudioOnly())
        .value("startAudioMuted", settings.startAudioMuted())
        .value("startVideoMuted", settings.startVideoMuted())
        .value("defaultLanguage", settings.defaultLanguage())
        .value("toolbarButtons", settings.toolbarButtons())
        .value("dynamicBrandingUrl", settings.dynamicBrandingUrl());
  }
}
