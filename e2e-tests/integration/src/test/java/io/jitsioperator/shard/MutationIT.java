package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jitsioperator.testbed.jitsi.Conference;
import io.jitsioperator.testbed.view.Mutation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A shard that gets Ready proves its wiring only if a wrongly wired one does not. Each thing that
 * the operator renders is altered, one at a time, where the simulated nodes and the network read
 * it; the operator's own objects stay as they are. Then the shard must not get Ready, or two people
 * must fail to meet in it, or the mutant stands in {@code unnoticed-mutants.txt} with the reason
 * why only the real image can notice.
 */
@ExtendWith(ShardCluster.class)
@Order(2)
class MutationIT {

  private static final String SHARD = "eu1";

  /** How many shards begin at once: two Prosodys each, on two cores. */
  private static final int BATCH = 10;

  /** How many batches are on their way: while one waits for what never comes, another begins. */
  private static final int LANES = 2;

  /** How long mutants are watched after the healthy shard of their batch was Ready. */
  private static final Duration MARGIN = Duration.ofSeconds(8);

  /** How long the reviewed ones may take beyond that, when other tests run beside this one. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RunningOperator operator;

  MutationIT(RunningOperator operator) {
    this.operator = operator;
  }

  @Test
  void everythingThatIsRenderedWronglyIsNoticed(TestNamespace reference) throws IOException {
    Map<String, String> reviewed = reviewed();
    List<Mutant> mutants = Mutants.of(reference.shard(SHARD).awaitReady().below(), SHARD);
    assertThat(mutants).as("a shard renders more than a hundred things").hasSizeGreaterThan(100);
    assertThat(unnoticedOf(mutants, reviewed.keySet()))
        .as(
            "mutants with which a shard got Ready and people met (of %d). One that is new here:"
                + " make the testbed notice it, or review it and give the reason in"
                + " unnoticed-mutants.txt. One that is missing here is noticed now, or has gone:"
                + " take it out",
            mutants.size())
        .isEqualTo(new TreeSet<>(reviewed.keySet()));
  }

  private Set<String> unnoticedOf(List<Mutant> mutants, Set<String> expected) {
    List<CompletableFuture<Set<String>>> batches = new ArrayList<>();
    try (ExecutorService lanes = Executors.newFixedThreadPool(LANES)) {
      for (int from = 0; from < mutants.size(); from += BATCH) {
        List<Mutant> batch = mutants.subList(from, Math.min(from + BATCH, mutants.size()));
        batches.add(CompletableFuture.supplyAsync(() -> unnoticed(batch, expected), lanes));
      }
    }
    Set<String> unnoticed = new TreeSet<>();
    batches.forEach(each -> unnoticed.addAll(each.join()));
    return unnoticed;
  }

  private Set<String> unnoticed(List<Mutant> batch, Set<String> expected) {
    Map<Mutant, Shard> shards = new LinkedHashMap<>();
    List<TestNamespace> namespaces = new ArrayList<>();
    try {
      for (Mutant mutant : batch) {
        TestNamespace namespace = TestNamespace.create(operator);
        namespaces.add(namespace);
        operator.testbed().view().mutate(namespace.name(), mutation(mutant));
        shards.put(mutant, namespace.shard(SHARD));
      }
      TestNamespace healthy = TestNamespace.create(operator);
      namespaces.add(healthy);
      // The healthy one is made last: whoever else may get Ready has had more time than it.
      healthy.shard(SHARD).awaitReady().meet("healthy", 2).close();
      Eventually.pause(MARGIN);
      shards.forEach((mutant, shard) -> awaitExpected(mutant, shard, expected));
      shards.values().removeIf(shard -> !ready(shard));
      Set<String> names = meeting(shards);
      System.out.printf("%d mutants tried, %d unnoticed%n", batch.size(), names.size());
      return names;
    } finally {
      namespaces.forEach(this::remove);
    }
  }

  /** Names of those in whose shard two people meet, tried in all at once. */
  private static Set<String> meeting(Map<Mutant, Shard> shards) {
    Set<String> names = ConcurrentHashMap.newKeySet();
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      shards.forEach(
          (mutant, shard) ->
              people.execute(
                  () -> {
                    try (Conference conference = shard.meet("mutants", 2)) {
                      names.add(mutant.name());
                    } catch (UncheckedIOException notMet) {
                      System.out.println(mutant.name() + ": " + notMet.getCause());
                    }
                  }));
    }
    return names;
  }

  /** A reviewed mutant may be slow: only one that never gets Ready is noticed. */
  private void awaitExpected(Mutant mutant, Shard shard, Set<String> expected) {
    Instant end = Instant.now().plus(PATIENCE);
    while (expected.contains(mutant.name()) && !ready(shard) && Instant.now().isBefore(end)) {
      Eventually.pause(Duration.ofMillis(200));
    }
  }

  private static boolean ready(Shard shard) {
    return shard.condition("Ready").filter(c -> c.getStatus().equals("True")).isPresent();
  }

  private void remove(TestNamespace namespace) {
    namespace.close();
    operator.testbed().view().restore(namespace.name());
  }

  private static Mutation mutation(Mutant mutant) {
    return (HasMetadata object) -> {
      if (mutant.hits(object, SHARD)) {
        mutant.change().accept(object);
      }
      return object;
    };
  }

  /** Lines of {@code name = reason}; {@code #} begins a comment. */
  private static Map<String, String> reviewed() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(MutationIT.class.getResourceAsStream("unnoticed-mutants.txt"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" = ", 2))
          .collect(Collectors.toMap(parts -> parts[0].strip(), parts -> parts[1].strip()));
    }
  }
}
