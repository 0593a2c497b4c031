package io.jitsioperator.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jitsioperator.world.ObjectRef;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Objects as trees whose bytes depend on nothing but their content. */
final class Canonical {

  /** Carries the hash of the object as it was planned; tells us what we wrote last. */
  static final String HASH = "jitsi-operator.io/desired-hash";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private Canonical() {}

  static ObjectNode tree(HasMetadata object) {
    return MAPPER.valueToTree(object);
  }

  /** 32 hexadecimal digits of the object's SHA-256. */
  static String hash(HasMetadata object) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(MAPPER.writeValueAsBytes(object));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException | JsonProcessingException e) {
      throw new IllegalStateException("an object in memory can always be hashed", e);
    }
  }

  /** The object as it is sent: with its hash as an annotation. */
  static String withHash(HasMetadata object, String hash) {
    var sent = tree(object);
    sent.withObjectProperty("metadata").withObjectProperty("annotations").put(HASH, hash);
    return sent.toString();
  }

  /** An apply of this gives up every field that we hold in that object. */
  static String nothingOf(ObjectRef ref) {
    var tree = MAPPER.createObjectNode();
    tree.put("apiVersion", ref.apiVersion()).put("kind", ref.kind());
    tree.putObject("metadata").put("name", ref.name()).put("namespace", ref.namespace());
    return tree.toString();
  }
}
