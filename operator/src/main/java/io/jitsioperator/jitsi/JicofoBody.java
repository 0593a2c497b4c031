package io.jitsioperator.jitsi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jitsioperator.world.JicofoReport.Components;
import io.jitsioperator.world.JicofoReport.Health;
import io.jitsioperator.world.JicofoReport.Stats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads the bodies of Jicofo's REST API (Jitsi contracts: jitsi/jicofo
 * ktor/Application.kt@a595d0bc5). What is missing is never taken for zero.
 */
final class JicofoBody {

  /** Enough for a sentence in a condition. */
  private static final int LONGEST_MESSAGE = 500;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private JicofoBody() {}

  /** Turns a whole answer into a value. */
  @FunctionalInterface
  interface Reader<T> {
    T read(Reply.Body body) throws Unusable;
  }

  /** The answer is not what Jicofo says; the message is the end of "GET /path …". */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(String message) {
      super(message);
    }
  }

  static Stats stats(Reply.Body body) throws Unusable {
    JsonNode stats = object(body);
    return new Stats(
        count(stats, "/conferences"),
        count(stats, "/total_conferences_created"),
        count(stats, "/participants"),
        count(stats, "/bridge_selector/bridge_count"),
        count(stats, "/bridge_selector/operational_bridge_count"),
        count(stats, "/bridge_selector/in_shutdown_bridge_count"),
        count(stats, "/bridge_selector/lost_bridges"));
  }

  static Health health(Reply.Body body) {
    String text = new String(body.bytes(), StandardCharsets.UTF_8).strip();
    return new Health(
        body.status(), text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) : text);
  }

  static String version(Reply.Body body) throws Unusable {
    JsonNode version = object(body).path("version");
    if (!version.isTextual() || version.textValue().isBlank()) {
      throw new Unusable("answered without \"version\"");
    }
    return version.textValue();
  }

  static Components components(Reply.Body body) throws Unusable {
    JsonNode debug = object(body);
    return new Components(
        address(debug.at("/av_moderation/address")),
        address(debug.at("/conference_iq_handler/breakout_address")));
  }

  private static JsonNode object(Reply.Body body) throws Unusable {
    if (body.status() != 200) {
      throw new Unusable("answered HTTP " + body.status());
    }
    try {
      JsonNode json = JSON.readTree(body.bytes());
      if (json.isObject()) {
        return json;
      }
      throw new Unusable("answered no JSON object");
    } catch (JsonProcessingException e) {
      throw new Unusable("answered no whole JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new Unusable("answered no JSON: " + e.getMessage());
    }
  }

  private static int count(JsonNode json, String pointer) throws Unusable {
    JsonNode count = json.at(pointer);
    if (!count.isIntegralNumber() || !count.canConvertToInt() || count.intValue() < 0) {
      throw new Unusable("answered without a count at " + pointer);
    }
    return count.intValue();
  }

  /** Jicofo writes what it has not discovered as the string "null". */
  private static Optional<String> address(JsonNode address) {
    return address.isTextual()
            && !address.textValue().isBlank()
            && !address.textValue().equals("null")
        ? Optional.of(address.textValue())
        : Optional.empty();
  }
}
