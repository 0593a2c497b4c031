package io.jitsioperator.shard;

import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives tests the one {@link RunningOperator} of the suite, or their class's own if it asks for one
 * ({@link OwnCluster}), and to each test a {@link TestNamespace} of its own, which goes with it. A
 * failure carries what was going on in there.
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
    RunningOperator operator = operator(context);
    return parameter.getParameter().getType() == RunningOperator.class
        ? operator
        : context
            .getStore(STORE)
            .getOrComputeIfAbsent(
                "namespace", key -> TestNamespace.create(operator), TestNamespace.class);
  }

  private static RunningOperator operator(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getRequiredTestClass(), OwnCluster.class)
        .map(own -> loan(context, own).operator())
        .orElseGet(
            () ->
                context
                    .getRoot()
                    .getStore(STORE)
                    .getOrComputeIfAbsent(
                        "operator",
                        key -> RunningOperator.start(Clusters.NODES),
                        RunningOperator.class));
  }

  /** Until the context ends: a constructor's is the class's. */
  private static Clusters.Loan loan(ExtensionContext context, OwnCluster own) {
    Clusters clusters =
        context
            .getRoot()
            .getStore(STORE)
            .getOrComputeIfAbsent("clusters", key -> new Clusters(), Clusters.class);
    return context
        .getStore(STORE)
        .getOrComputeIfAbsent("loan", key -> clusters.lend(own.nodes()), Clusters.Loan.class);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    TestNamespace namespace = context.getStore(STORE).get("namespace", TestNamespace.class);
    if (namespace != null) {
      failure.addSuppressed(new Evidence(namespace.evidence()));
    }
    Clusters.Loan loan = context.getStore(STORE).get("loan", Clusters.Loan.class);
    if (loan != null) {
      loan.spoil();
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
