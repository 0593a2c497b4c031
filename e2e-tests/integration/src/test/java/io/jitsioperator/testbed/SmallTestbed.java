package io.jitsioperator.testbed;

import io.jitsioperator.testbed.node.NodeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One testbed with {@link Programs} for all tests that do not destroy it. */
final class SmallTestbed implements ParameterResolver {

  /** The shared one. */
  record Shared(Testbed testbed, Programs programs) implements AutoCloseable {

    @Override
    public void close() {
      testbed.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Shared.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SmallTestbed.class))
        .getOrComputeIfAbsent("testbed", key -> start(), Shared.class);
  }

  private static Shared start() {
    Programs programs = new Programs();
    try {
      return new Shared(Testbed.start(programs, NodeSettings.small()), programs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
