package io.jitsioperator.shard;

import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives tests the one {@link RunningOperator} of the suite, and to each test a {@link
 * TestNamespace} of its own, which goes with it. A failure carries what was going on in there.
 */
final class ShardCluster implements ParameterResolver, TestExecutionExceptionHandler {

  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(ShardCluster.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == RunningOperator.class || type == TestNamespace.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    RunningOperator operator =
        context
            .getRoot()
            .getStore(STORE)
            .getOrComputeIfAbsent(
                "operator", key -> RunningOperator.start(), RunningOperator.class);
    return parameter.getParameter().getType() == RunningOperator.class
        ? operator
        : context
            .getStore(STORE)
            .getOrComputeIfAbsent(
                "namespace", key -> TestNamespace.create(operator), TestNamespace.class);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    TestNamespace namespace = context.getStore(STORE).get("namespace", TestNamespace.class);
    if (namespace != null) {
      failure.addSuppressed(new Evidence(namespace.evidence()));
    }
    throw failure;
  }

  /** What was going on, printed below the failure. */
  private static final class Evidence extends Exception {

    private static final long serialVersionUID = 1;

    Evidence(String text) {
      super(Objects.requireNonNull(text), null, false, false);
    }
  }
}
