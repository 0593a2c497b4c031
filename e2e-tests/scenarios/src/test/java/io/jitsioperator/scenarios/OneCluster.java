package io.jitsioperator.scenarios;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives stories the one {@link Cluster} of the run, the {@link Operator} in it, and each story a
 * {@link Tenant}, which goes with it. When a story fails, what the cluster looked like is kept.
 */
final class OneCluster implements ParameterResolver, TestExecutionExceptionHandler {

  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(OneCluster.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Cluster.class || type == Operator.class || type == Tenant.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (type == Tenant.class) {
      return context
          .getStore(STORE)
          .getOrComputeIfAbsent("tenant", key -> Tenant.create(cluster(context)), Tenant.class);
    }
    return type == Cluster.class ? cluster(context) : operator(context);
  }

  private static Cluster cluster(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(STORE)
        .getOrComputeIfAbsent("cluster", key -> Cluster.start(), Cluster.class);
  }

  private static Operator operator(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(STORE)
        .getOrComputeIfAbsent("operator", key -> new Operator(cluster(context)), Operator.class);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    String story =
        context.getRequiredTestClass().getSimpleName()
            + "."
            + context.getRequiredTestMethod().getName();
    try {
      Path kept = Evidence.save(cluster(context), story);
      failure.addSuppressed(new IOException("What the cluster looked like: " + kept));
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
    throw failure;
  }
}
