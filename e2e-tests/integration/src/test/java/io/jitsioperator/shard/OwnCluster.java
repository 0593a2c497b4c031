package io.jitsioperator.shard;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * For tests that kill the operator, take rights or nodes away or count every request: a {@link
 * RunningOperator} that no other class sees, so that the others need not wait. Methods follow each
 * other unless the class says otherwise.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ShardCluster.class)
@interface OwnCluster {

  /** How many nodes the cluster has, 1 – 26. */
  int nodes() default Clusters.NODES;
}
