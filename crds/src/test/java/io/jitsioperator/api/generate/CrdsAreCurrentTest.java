package io.jitsioperator.api.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The committed files are what the records make. {@code -Dcrds.update=true} writes them. */
class CrdsAreCurrentTest {

  private static final int CLIENT_SIDE_APPLY_LIMIT = 256 * 1024;

  @TestFactory
  Iterable<DynamicTest> committedFilesAreCurrent() {
    return generated().entrySet().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getKey().getFileName().toString(),
                    () -> current(file.getKey(), file.getValue())))
        .toList();
  }

  private static void current(Path file, String text) throws IOException {
    if (Boolean.getBoolean("crds.update")) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as("%s is stale: run make crds, read the difference and commit it", file.getFileName())
        .isEqualTo(text);
    assertThat(text.length())
        .as("%s does not fit into the annotation of kubectl apply", file.getFileName())
        .isLessThan(CLIENT_SIDE_APPLY_LIMIT);
  }

  private static Map<Path, String> generated() {
    Map<Path, String> files = new TreeMap<>();
    StringBuilder reference = new StringBuilder(CrdReference.HEAD);
    for (var kind : Crd.kinds()) {
      Crd crd = Crd.of(kind);
      files.put(Path.of(crd.name() + ".yaml"), crd.yaml());
      reference.append(new CrdReference(crd).markdown());
    }
    files.put(Path.of("../docs/crd-reference.md"), reference.toString());
    return files;
  }
}
