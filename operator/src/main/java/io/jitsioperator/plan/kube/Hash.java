package io.jitsioperator.plan.kube;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Fingerprints that depend on nothing but the content. */
public final class Hash {

  /** 64 bits: a collision of two settings of one shard is out of question. */
  private static final int BYTES = 8;

  /**
   * What is empty does not count: a field that a later version adds changes no fingerprint until
   * somebody uses it.
   */
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_EMPTY))
          .build();

  private Hash() {}

  /** 16 hexadecimal digits of the SHA-256 over the values, whatever their order. */
  public static String of(Map<String, ?> values) {
    try {
      return of(MAPPER.writeValueAsString(new TreeMap<>(values)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("values in memory can always be written as JSON", e);
    }
  }

  /** 16 hexadecimal digits of the SHA-256 over the text. */
  public static String of(String text) {
    try {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
