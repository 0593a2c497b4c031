package io.jitsioperator.simulate;

import io.jitsioperator.api.v1alpha1.Autoscaling;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What our own policy may be asked for.
 *
 * @param usual if no file says otherwise
 * @param files reads {@code spec.autoscaling} of a manifest, or throws an IllegalArgumentException
 *     with a sentence
 */
record Asked(Autoscaling usual, Function<Path, Autoscaling> files) {

  /** That of the file, if there is one. */
  Autoscaling of(@Nullable Path file) {
    try {
      return file == null ? usual : files.apply(file);
    } catch (IllegalArgumentException e) {
      throw new BadOption("--pool: " + e.getMessage());
    }
  }
}
