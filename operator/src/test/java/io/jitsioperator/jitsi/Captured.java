package io.jitsioperator.jitsi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What a real Jicofo answered. */
final class Captured {

  private Captured() {}

  static String text(String name) {
    try (InputStream in = Captured.class.getResourceAsStream("/captured/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
