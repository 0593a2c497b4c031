package io.jitsioperator.jitsi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;

/** A JSON object that was answered. What is missing in it is never taken for zero or false. */
record JsonBody(JsonNode json) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** Turns a whole answer into a value. */
  @FunctionalInterface
  interface Reader<T> {
    T read(Reply.Body body) throws Unusable;
  }

  /** The answer is not what Jitsi says; the message is the end of "GET /path …". */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(String message) {
      super(message);
    }
  }

  static JsonBody of(Reply.Body body) throws Unusable {
    if (body.status() != 200) {
      throw new Unusable("answered HTTP " + body.status());
    }
    try {
      JsonNode json = JSON.readTree(body.bytes());
      if (json.isObject()) {
        return new JsonBody(json);
      }
      throw new Unusable("answered no JSON object");
    } catch (JsonProcessingException e) {
      throw new Unusable("answered no whole JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new Unusable("answered no JSON: " + e.getMessage());
    }
  }

  int count(String pointer) throws Unusable {
    JsonNode count = json.at(pointer);
    if (!count.isIntegralNumber() || !count.canConvertToInt() || count.intValue() < 0) {
      throw new Unusable("answered without a count at " + pointer);
    }
    return count.intValue();
  }

  /** Any number ≥ 0. */
  double measure(String pointer) throws Unusable {
    JsonNode measure = json.at(pointer);
    if (!measure.isNumber() || !(measure.doubleValue() >= 0) || !isFinite(measure)) {
      throw new Unusable("answered without a measure at " + pointer);
    }
    return measure.doubleValue();
  }

  private static boolean isFinite(JsonNode number) {
    return Double.isFinite(number.doubleValue());
  }

  boolean flag(String pointer) throws Unusable {
    JsonNode flag = json.at(pointer);
    if (!flag.isBoolean()) {
      throw new Unusable("answered without true or false at " + pointer);
    }
    return flag.booleanValue();
  }

  /** Empty for what is missing, and for the string "null", Jicofo's word for it. */
  Optional<String> text(String pointer) {
    JsonNode text = json.at(pointer);
    return text.isTextual() && !text.textValue().isBlank() && !text.textValue().equals("null")
        ? Optional.of(text.textValue())
        : Optional.empty();
  }

  /** {@code version} and {@code release}. */
  String fullVersion() throws Unusable {
    String version =
        text("/version").orElseThrow(() -> new Unusable("answered without \"version\""));
    return FullVersion.of(version, text("/release"));
  }
}
