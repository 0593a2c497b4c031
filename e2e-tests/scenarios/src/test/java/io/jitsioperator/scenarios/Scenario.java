package io.jitsioperator.scenarios;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** Stories that need the cluster. Without Docker they are skipped. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
    value = "io.jitsioperator.scenarios.Docker#answers",
    disabledReason =
        "NO DOCKER: no daemon answers, so nothing was proved on a real kubelet. Start one, or set"
            + " DOCKER_HOST, and run `make e2e`.")
@ExtendWith(OneCluster.class)
@interface Scenario {}
